import assert from "node:assert/strict";
import { existsSync, mkdirSync, readdirSync, readlinkSync, utimesSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { layoutOf } from "../../../sandbox/layout";
import { setTimeout as sleep } from "node:timers/promises";
import { SandboxFailure } from "../../../sandbox/failure";
import { findParts } from "../../../sandbox/parts";
import { linkPlugins } from "../../../sandbox/parts/home";
import { type Machine, findOnPath } from "../../../sandbox/parts/machine";
import { newestChange } from "../../../sandbox/parts/natsPlugin";
import { LANGUAGE_YAML_VERSION, RANDOM_PLUGIN_VERSION } from "../../../sandbox/parts/versions";
import { fakeMachine } from "./fakeMachine";
import { temporaryFolder } from "./temporary";

async function eventually(condition: () => boolean): Promise<void> {
    while (!condition()) {
        await sleep(5);
    }
}

describe("sandbox: the parts", () => {
    const folder = temporaryFolder();

    it("are found with what they need, each with its line, and the plugins put where the engine looks", async () => {
        const machine = { ...fakeMachine(), layout: layoutOf(folder(), {}) };
        const lines: string[] = [];
        const parts = await findParts(["random-plugin", "language-yaml"], (line) => lines.push(line.replace(/ {2,}.*/, "")), machine);
        // The language host may be beside the CLI, so the CLI is found first.
        assert.deepEqual(lines.toSorted(), ["language-yaml", "pulumi", "random-plugin"]);
        assert.ok(lines.indexOf("pulumi") < lines.indexOf("language-yaml"), lines.join());
        assert.equal(parts["random-plugin"].standIn, true);
        const plugins = join(folder(), ".sandbox", "home", "plugins");
        assert.deepEqual(readdirSync(plugins).sort(), [
            `language-yaml-v${LANGUAGE_YAML_VERSION}`,
            `resource-random-v${RANDOM_PLUGIN_VERSION}`,
        ]);
        assert.equal(
            readlinkSync(join(plugins, `resource-random-v${RANDOM_PLUGIN_VERSION}`, "pulumi-resource-random")),
            "/cache/bin/pulumi-resource-random",
        );
    });

    it("are made side by side", async () => {
        let started = 0;
        const machine: Machine = {
            ...fakeMachine(),
            layout: layoutOf(folder(), {}),
            async build({ name }) {
                started++;
                await eventually(() => started === 2);
                return `/cache/bin/${name}`;
            },
        };
        await findParts(["random-plugin", "pulumi"], () => undefined, machine);
    });

    it("are not made any more when one can't be, and the failure is told", async () => {
        const fake = fakeMachine();
        const machine: Machine = {
            ...fake,
            layout: layoutOf(folder(), {}),
            async build({ name }) {
                if (name === "pulumi") {
                    throw new SandboxFailure("pulumi", "no disk left", "make room");
                }
                await eventually(() => fake.done.includes("end the builds"));
                throw new Error("ended");
            },
        };
        await assert.rejects(
            findParts(["random-plugin", "pulumi"], () => undefined, machine),
            /no disk left/,
        );
    });

    it("fail before anything is built when no Kubernetes can be had", async () => {
        const machine = { ...fakeMachine(), layout: layoutOf(folder(), {}) };
        await assert.rejects(
            findParts(["pulumi", "kubernetes"], () => undefined, machine),
            /kubernetes: it is in none of the places/,
        );
        assert.deepEqual(machine.done, []);
    });

    it("replace a plugin's link and remove other versions of it, but no other plugins", () => {
        const old = join(folder(), "plugins", "resource-random-v1.0.0");
        const other = join(folder(), "plugins", "resource-randomizer-v1.0.0");
        [old, other].forEach((path) => mkdirSync(path, { recursive: true }));
        const part = { name: "random-plugin", origin: "", path: "/first", standIn: false } as const;
        linkPlugins(folder(), [part]);
        linkPlugins(folder(), [{ ...part, path: "/second" }]);
        assert.equal(existsSync(old), false);
        assert.equal(existsSync(other), true);
        const link = join(folder(), "plugins", `resource-random-v${RANDOM_PLUGIN_VERSION}`, "pulumi-resource-random");
        assert.equal(readlinkSync(link), "/second");
    });

    it("are programs on PATH only when they can be run", () => {
        const [first, second] = [join(folder(), "first"), join(folder(), "second")];
        mkdirSync(join(first, "tool"), { recursive: true });
        mkdirSync(second);
        writeFileSync(join(second, "tool"), "", { mode: 0o755 });
        writeFileSync(join(second, "text"), "", { mode: 0o644 });
        assert.equal(findOnPath("tool", `${first}::${second}`), join(second, "tool"));
        assert.equal(findOnPath("text", second), undefined);
        assert.equal(findOnPath("absent", second), undefined);
    });

    it("know when the newest file of a folder was changed", () => {
        mkdirSync(join(folder(), "inner"));
        const file = join(folder(), "inner", "file");
        writeFileSync(file, "");
        utimesSync(file, 1000, 1000);
        assert.equal(newestChange(folder()), 1_000_000);
        assert.equal(newestChange(join(folder(), "absent")), 0);
    });
});
