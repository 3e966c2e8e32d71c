import assert from "node:assert/strict";
import { homedir } from "node:os";
import { join } from "node:path";
import { findKubernetesPlugin, findRandomPlugin } from "../../../sandbox/parts/plugins";
import { BUILT_KUBERNETES_PLUGIN_VERSION, KUBERNETES_PLUGIN_VERSION, RANDOM_PLUGIN_VERSION } from "../../../sandbox/parts/versions";
import { CHECKOUT, fakeMachine } from "./fakeMachine";

const PROGRAM = "pulumi-resource-kubernetes";
const INSTALLED = `plugins/resource-kubernetes-v${KUBERNETES_PLUGIN_VERSION}/${PROGRAM}`;

describe("sandbox: the kubernetes and random plugins", () => {
    it("are the installed ones, before anything else", async () => {
        const path = join(homedir(), ".pulumi", INSTALLED);
        const machine = fakeMachine({ files: [path], online: true });
        assert.deepEqual(await findKubernetesPlugin(machine), {
            name: "kubernetes-plugin",
            origin: `installed (v${KUBERNETES_PLUGIN_VERSION})`,
            path,
            standIn: false,
        });
    });

    it("are looked for in the user's PULUMI_HOME", async () => {
        const machine = fakeMachine({ environment: { PULUMI_HOME: "/pulumi" }, files: [`/pulumi/${INSTALLED}`] });
        assert.equal((await findKubernetesPlugin(machine)).path, `/pulumi/${INSTALLED}`);
    });

    it("are not looked for in the sandbox's own home, where a stand-in would pass for an installed one", async () => {
        const home = join(CHECKOUT, ".sandbox", "home");
        const installed = `plugins/resource-random-v${RANDOM_PLUGIN_VERSION}/pulumi-resource-random`;
        const machine = fakeMachine({ environment: { PULUMI_HOME: home }, files: [join(home, installed)] });
        assert.equal((await findRandomPlugin(machine)).standIn, true);
    });

    it("may be on PATH, in exactly the version that is asked for", async () => {
        const onPath = (version: string): ReturnType<typeof fakeMachine> =>
            fakeMachine({ programs: { [PROGRAM]: { path: "/bin/k" } }, pluginVersions: { "/bin/k": version } });
        assert.equal((await findKubernetesPlugin(onPath(KUBERNETES_PLUGIN_VERSION))).path, "/bin/k");
        assert.equal((await findKubernetesPlugin(onPath(`v${KUBERNETES_PLUGIN_VERSION}`))).path, "/bin/k");
        assert.equal((await findKubernetesPlugin(onPath("4.99.0"))).path, `/cache/bin/${PROGRAM}`);
    });

    it("are downloaded in the version that is asked for, even when what can be built instead is built", async () => {
        const machine = fakeMachine({ online: true, built: [PROGRAM] });
        const part = await findKubernetesPlugin(machine);
        assert.equal(part.standIn, false);
        assert.deepEqual(machine.done, [
            `download https://get.pulumi.com/releases/plugins/${PROGRAM}-v${KUBERNETES_PLUGIN_VERSION}-linux-amd64.tar.gz`,
        ]);
    });

    it("are built, when they can't be downloaded and have a Go module, in the version that the module has", async () => {
        const machine = fakeMachine();
        const part = await findKubernetesPlugin(machine);
        assert.deepEqual(machine.done, [`build ${PROGRAM}`]);
        assert.deepEqual([part.origin, part.standIn], [`built from its Go module (v${BUILT_KUBERNETES_PLUGIN_VERSION})`, false]);
    });

    it("are stand-ins when nothing else is left, and are said to be", async () => {
        const part = await findRandomPlugin(fakeMachine());
        assert.equal(part.standIn, true);
        assert.equal(part.origin, `a STAND-IN built from sandbox/plugins (as v${RANDOM_PLUGIN_VERSION})`);
    });
});
