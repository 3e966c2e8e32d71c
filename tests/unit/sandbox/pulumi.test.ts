import assert from "node:assert/strict";
import type { Part } from "../../../sandbox/parts";
import { archiveUrl, findLanguageYaml, findPulumi } from "../../../sandbox/parts/pulumi";
import { OLDEST_PULUMI_VERSION, PULUMI_VERSION } from "../../../sandbox/parts/versions";
import { fakeMachine } from "./fakeMachine";

describe("sandbox: the Pulumi CLI", () => {
    it("is the one on PATH, when it is new enough", async () => {
        const machine = fakeMachine({
            programs: { pulumi: { path: "/usr/bin/pulumi", answer: "v3.300.1" } },
            online: true,
            built: ["pulumi"],
        });
        assert.deepEqual(await findPulumi(machine), {
            name: "pulumi",
            origin: "on PATH (v3.300.1)",
            path: "/usr/bin/pulumi",
            standIn: false,
        });
        assert.deepEqual(machine.done, []);
    });

    it("is the oldest that is taken, though the one that would be downloaded is newer", async () => {
        const machine = fakeMachine({
            programs: { pulumi: { path: "/usr/bin/pulumi", answer: `v${OLDEST_PULUMI_VERSION}` } },
            online: true,
        });
        assert.equal((await findPulumi(machine)).path, "/usr/bin/pulumi");
        assert.deepEqual(machine.done, []);
    });

    for (const answer of ["v3.258.9", "v4.0.0", "dev"]) {
        it(`is not the one on PATH, when it is ${answer}`, async () => {
            const machine = fakeMachine({ programs: { pulumi: { path: "/usr/bin/pulumi", answer } } });
            assert.equal((await findPulumi(machine)).path, "/cache/bin/pulumi");
        });
    }

    it("is one built earlier, before anything is downloaded", async () => {
        const machine = fakeMachine({ built: ["pulumi"], online: true });
        assert.equal((await findPulumi(machine)).path, "/cache/bin/pulumi");
        assert.deepEqual(machine.done, []);
    });

    it("is downloaded, rather than built", async () => {
        const machine = fakeMachine({ online: true });
        const part = await findPulumi(machine);
        assert.equal(part.path, `/cache/official/pulumi-v${PULUMI_VERSION}/pulumi/pulumi`);
        assert.equal(part.origin, `downloaded (v${PULUMI_VERSION})`);
        assert.deepEqual(machine.done, [`download https://get.pulumi.com/releases/sdk/pulumi-v${PULUMI_VERSION}-linux-x64.tar.gz`]);
    });

    it("is built, when it can't be downloaded; and that is no stand-in", async () => {
        const machine = fakeMachine();
        const part = await findPulumi(machine);
        assert.deepEqual(machine.done, ["build pulumi"]);
        assert.equal(part.origin, `built from its Go module (v${PULUMI_VERSION})`);
        assert.equal(part.standIn, false);
    });

    it("has archives for the platforms whose archives are .tar.gz", () => {
        assert.match(archiveUrl("darwin", "arm64") ?? "", /-darwin-arm64\.tar\.gz$/);
        assert.equal(archiveUrl("win32", "x64"), undefined);
        assert.equal(archiveUrl("linux", "riscv64"), undefined);
    });
});

describe("sandbox: the YAML language host", () => {
    const pulumi: Part = { name: "pulumi", origin: "", path: "/somewhere/pulumi", standIn: false };

    it("is the one beside the CLI, wherever a link on PATH leads", async () => {
        const machine = fakeMachine({
            links: { "/somewhere/pulumi": "/opt/pulumi/pulumi" },
            files: ["/opt/pulumi/pulumi-language-yaml"],
            programs: { "pulumi-language-yaml": { path: "/usr/bin/pulumi-language-yaml" } },
        });
        assert.equal((await findLanguageYaml(machine, pulumi)).path, "/opt/pulumi/pulumi-language-yaml");
    });

    it("is the one on PATH, when there is none beside the CLI", async () => {
        const machine = fakeMachine({ programs: { "pulumi-language-yaml": { path: "/usr/bin/pulumi-language-yaml" } } });
        assert.equal((await findLanguageYaml(machine, pulumi)).origin, "on PATH");
    });

    it("is the one of the CLI's archive, when that can be downloaded", async () => {
        const part = await findLanguageYaml(fakeMachine({ online: true }), pulumi);
        assert.equal(part.path, `/cache/official/pulumi-v${PULUMI_VERSION}/pulumi/pulumi-language-yaml`);
    });

    it("is built otherwise", async () => {
        const machine = fakeMachine();
        await findLanguageYaml(machine, pulumi);
        assert.deepEqual(machine.done, ["build pulumi-language-yaml"]);
    });
});
