// What the engine is asked for: by the plugin, and by a program.
import type { PulumiFn } from "@pulumi/pulumi/automation";
import * as automation from "@pulumi/pulumi/automation/server";
import { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { FakeEngine } from "../support/fakeEngine";
import { FakeMonitor } from "../support/fakeMonitor";
import { callConstruct } from "../support/pluginCalls";
import { PluginProcess } from "../support/pluginProcess";
import type { Registered } from "../support/registered";

/** How the Automation API runs a program; the public types leave it out. */
interface LanguageServer {
    run(call: { readonly request: RunRequest }, callback: (error: Error | undefined) => void): Promise<void>;
}
const { LanguageServer } = automation as unknown as { readonly LanguageServer: new (program: PulumiFn) => LanguageServer };

/** What one Cluster with these properties is made of. */
export async function childrenOf(inputs: object, preview: boolean): Promise<readonly Registered[]> {
    const [, ...children] = await recorded(preview, async (engine, monitor) => {
        const plugin = await PluginProcess.start(engine);
        try {
            await callConstruct(plugin, { monitor, inputs, preview });
        } finally {
            await plugin.stop();
        }
    });
    return children;
}

/** What a program declares. */
export async function declaredBy(program: PulumiFn, preview: boolean): Promise<readonly Registered[]> {
    const [, ...resources] = await recorded(preview, (engine, monitor) => {
        const request = new RunRequest()
            .setOrganization("organization")
            .setProject("project")
            .setStack("test")
            .setParallel(8)
            .setDryrun(preview);
        request.setMonitorAddress(monitor).setArgsList([engine]);
        return new Promise((resolve, reject) => {
            void new LanguageServer(program).run({ request }, (error) => (error === undefined ? resolve() : reject(error)));
        });
    });
    return resources;
}

/** The first is the component or the stack. */
async function recorded(preview: boolean, body: (engine: string, monitor: string) => Promise<void>): Promise<readonly Registered[]> {
    const [engine, monitor] = [new FakeEngine(), new FakeMonitor("test", { preview })];
    try {
        await body(await engine.start(), await monitor.start());
        return monitor.resources;
    } finally {
        monitor.stop();
        engine.stop();
    }
}
