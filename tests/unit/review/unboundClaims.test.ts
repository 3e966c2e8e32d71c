import assert from "node:assert/strict";
import type { SeenClaim } from "../../../provider/review/seen";
import { claimsToRenew } from "../../../provider/review/unboundClaims";
import type { Inputs } from "../../support/planning";
import { SMALL, factsOf } from "../../support/reviewing";
import { OURS, claim, set } from "../../support/seen";

const WANTED: Inputs = { ...SMALL, replicas: 2, jetstream: { size: "1Gi" } };
const unbound = (ordinal: number, changes: Partial<SeenClaim> = {}): SeenClaim =>
    claim(ordinal, undefined, { annotations: { "pulumi-nats/owner": OURS }, bytes: undefined, ...changes });

async function renewed(claims: readonly SeenClaim[], { ready = 0, id = "nats-owner", wanted = WANTED } = {}): Promise<number[]> {
    const seen = { set: set(undefined, { readyReplicas: ready }), claims };
    return claimsToRenew(seen, await factsOf(wanted), id).map(({ ordinal }) => ordinal);
}

describe("claims that never had a volume", () => {
    it("stay when they are what is wanted", async () => {
        assert.deepEqual(await renewed([unbound(0), unbound(1)]), []);
    });

    it("are made anew, all of them, for another size or StorageClass", async () => {
        assert.deepEqual(await renewed([unbound(0), unbound(1, { requested: 5 })]), [0, 1]);
        assert.deepEqual(await renewed([unbound(0, { storageClassName: "mistyped" }), unbound(1)]), [0, 1]);
        assert.deepEqual(await renewed([unbound(0)], { wanted: { ...WANTED, storageClass: "fast" } }), [0]);
    });

    it("stay where a server runs, where another has a volume, and where they are somebody else's", async () => {
        const wrong = unbound(0, { storageClassName: "mistyped" });
        assert.deepEqual(await renewed([wrong], { ready: 1 }), []);
        assert.deepEqual(await renewed([wrong, claim(1, undefined, { annotations: wrong.annotations })]), []);
        assert.deepEqual(await renewed([wrong], { id: "another" }), []);
        assert.deepEqual(await renewed([{ ...wrong, annotations: {} }]), []);
    });
});
