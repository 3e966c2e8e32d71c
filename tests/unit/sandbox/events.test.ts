import assert from "node:assert/strict";
import { type EngineEvent, errorOf, lineOf, nameOf, summaryOf } from "../../../sandbox/events";

const SECRET = "urn:pulumi:sandbox::quickstart::nats:index:Cluster$kubernetes:core/v1:Secret::nats-auth";

function done(op: string, urn = SECRET, type = "kubernetes:core/v1:Secret"): EngineEvent {
    return { resOutputsEvent: { metadata: { op, urn, type } } };
}

function says(severity: string, message: string, more: { readonly ephemeral?: boolean; readonly urn?: string } = {}): EngineEvent {
    return { diagnosticEvent: { severity, message, ...more } };
}

describe("sandbox: what is told of the engine's events", () => {
    it("names a resource by its kind and its name", () => {
        assert.equal(nameOf(SECRET), "Secret nats-auth");
        assert.equal(nameOf("urn:pulumi:sandbox::quickstart::nats:index:Cluster::nats"), "Cluster nats");
    });

    it("is what was done", () => {
        assert.equal(lineOf(done("create")), "created          Secret nats-auth");
        assert.equal(lineOf(done("create-replacement")), "created anew     Secret nats-auth");
        assert.equal(
            lineOf({ resOpFailedEvent: { metadata: { op: "create", urn: SECRET, type: "" } } }),
            "FAILED           Secret nats-auth",
        );
    });

    it("is not what stayed as it was, nor Pulumi's own bookkeeping", () => {
        assert.equal(lineOf(done("same")), undefined);
        assert.equal(lineOf(done("replace")), undefined);
        assert.equal(lineOf(done("create", "urn:pulumi:s::p::pulumi:pulumi:Stack::p-s", "pulumi:pulumi:Stack")), undefined);
        assert.equal(lineOf(done("create", "urn:pulumi:s::p::pulumi:providers:nats::default", "pulumi:providers:nats")), undefined);
        assert.equal(lineOf({}), undefined);
    });

    it("is what a resource waits for, and none of the other passing messages", () => {
        const waiting = "[1/2] Waiting for StatefulSet to create Pods (1/3 Pods ready)\nmore";
        assert.equal(
            lineOf(says("info", waiting, { ephemeral: true, urn: SECRET })),
            "waiting          Secret nats-auth: [1/2] Waiting for StatefulSet to create Pods (1/3 Pods ready)",
        );
        assert.equal(lineOf(says("info", "Skipping await logic", { ephemeral: true, urn: SECRET })), undefined);
        assert.equal(lineOf(says("info", "\n", { ephemeral: true, urn: SECRET })), undefined);
    });

    it("is a warning, and no debug message: those have secrets in them", () => {
        assert.equal(lineOf(says("warning", "two replicas", { urn: SECRET })), "warning          Secret nats-auth: two replicas");
        assert.equal(lineOf(says("debug", "password=hunter2", { urn: SECRET })), undefined);
        assert.equal(errorOf(says("debug", "password=hunter2")), undefined);
    });

    it("is why it failed, in full", () => {
        assert.equal(errorOf(says("error", "bad replicas\n  got 0\n", { urn: SECRET })), "Secret nats-auth: bad replicas\n  got 0");
        assert.equal(errorOf(says("info#err", "  on Pulumi.yaml line 11:\n\n")), "  on Pulumi.yaml line 11:");
        assert.equal(errorOf(says("error", "update failed\n")), undefined);
        assert.equal(errorOf(says("error", "for now", { ephemeral: true })), undefined);
        assert.equal(errorOf(done("create")), undefined);
    });

    it("ends with what it came to", () => {
        assert.equal(
            summaryOf({ summaryEvent: { resourceChanges: { create: 15, same: 2, replace: 1 } } }),
            "15 created, 2 unchanged, 1 replaced",
        );
        assert.equal(summaryOf({ summaryEvent: { resourceChanges: {} } }), "nothing to do");
        assert.equal(summaryOf(done("create")), undefined);
    });
});
