import assert from "node:assert/strict";
import { findHelm, findKubectl, findNatsServer, findNextNatsServer } from "../../../sandbox/parts/tools";
import { fakeMachine } from "./fakeMachine";

describe("sandbox: helm, nats-server and kubectl", () => {
    it("takes a helm on PATH of the same major version that is not older", async () => {
        const helm = async (answer: string): Promise<string> =>
            (await findHelm(fakeMachine({ programs: { helm: { path: "/bin/helm", answer } } }))).origin;
        assert.equal(await helm("v3.21.0+gabcdef0"), "on PATH (v3.21.0)");
        assert.equal(await helm("v3.19.0+gabcdef0"), "built from its Go module (v3.20.2)");
        assert.equal(await helm("v4.0.0+gabcdef0"), "built from its Go module (v3.20.2)");
    });

    it("takes a nats-server on PATH of the same minor version that is not older", async () => {
        const server = async (answer: string, find = findNatsServer): Promise<string> =>
            (await find(fakeMachine({ programs: { "nats-server": { path: "/bin/nats-server", answer } } }))).path;
        assert.equal(await server("nats-server: v2.14.3"), "/bin/nats-server");
        assert.equal(await server("nats-server: v2.14.1"), "/cache/bin/nats-server");
        assert.equal(await server("nats-server: v2.15.2"), "/cache/bin/nats-server");
        assert.equal(await server("nats-server: v2.15.3", findNextNatsServer), "/bin/nats-server");
        assert.equal(await server("nats-server: v2.14.3", findNextNatsServer), "/cache/bin/nats-server");
    });

    it("takes any kubectl, and builds one where there is none", async () => {
        const programs = { kubectl: { path: "/bin/kubectl", answer: "Client Version: v1.20.0\nKustomize Version: v5.5.0" } };
        assert.equal((await findKubectl(fakeMachine({ programs }))).origin, "on PATH (v1.20.0)");
        assert.equal((await findKubectl(fakeMachine())).path, "/cache/bin/kubectl");
    });
});
