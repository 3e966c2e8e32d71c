import { setFlagsFromString } from "node:v8";
// eslint-disable-next-line @typescript-eslint/no-require-imports -- the module itself, as the SDK calls it; an import is a copy
import sdkLog = require("@pulumi/pulumi/log");
import { main } from "@pulumi/pulumi/provider";
import { EngineLog } from "./engine/engineLog";
import { NatsProvider } from "./engine/provider";
import { RunningAs } from "./engine/runningAs";

/** The engine ends its plugins; when it has been killed itself, nobody does. An orphan gets another parent. */
function endWithEngine(): void {
    const parent = process.ppid;
    setInterval(() => {
        if (process.ppid !== parent) {
            process.exit();
        }
    }, 1000).unref();
}

/**
 * A stack with many clusters makes much garbage in a short time. By itself V8 lets the heap grow to several times of what lives in it; so
 * it is told to collect earlier, which costs no time that could be measured: 50 clusters take 140 MB instead of 330.
 */
function staySmall(): void {
    setFlagsFromString("--heap-growing-percent=30");
    setFlagsFromString("--semi-space-growth-factor=1");
}

/**
 * For `--debug` the SDK writes down every answer of the engine, generated passwords too, and the engine shows it. Nothing of ours is said at
 * that level. https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/nodejs/runtime/resource.ts
 */
function keepSecretsFromDebugLog(): void {
    sdkLog.debug = () => Promise.resolve();
}

staySmall();
keepSecretsFromDebugLog();
endWithEngine();
const args = process.argv.slice(2);
// With `--logflow` the engine puts its own flags first. https://github.com/pulumi/pulumi/blob/v3.259.0/sdk/go/common/resource/plugin/plugin.go
const engine = args.at(-1);
const log = engine === undefined ? undefined : new EngineLog(engine);
void main(new NatsProvider(process.env, log, RunningAs.ofEngine()), args);
