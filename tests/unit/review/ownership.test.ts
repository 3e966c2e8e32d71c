import assert from "node:assert/strict";
import { type Writer, ownershipProblems } from "../../../provider/review/ownership";
import type { Seen } from "../../../provider/review/seen";
import { NOTHING, OURS, PATH, claim, object, set } from "../../support/seen";

const WRITER: Writer = { path: PATH, id: "nats-owner", name: "nats", namespace: "queues" };
const BY_HELM = { owner: undefined };
const BY_US = { owner: PATH };

function said(seen: Partial<Seen>, writer: Partial<Writer> = {}): string {
    const problems = ownershipProblems({ ...NOTHING, ...seen }, { ...WRITER, ...writer });
    assert.ok(problems.length <= 1 && problems.every(({ path }) => path === "name"));
    return problems.map(({ reason }) => reason).join();
}

describe("what is there under a cluster's names", () => {
    const fine: Record<string, Partial<Seen>> = {
        nothing: {},
        "its own objects": { objects: [object(OURS)], set: set(), release: BY_US, claims: [claim(0)] },
        "its own Secret, which an update that was killed has left": { objects: [object(OURS)] },
        "a cluster of a version that marked nothing": { objects: [object(undefined)], set: set(), release: BY_US, claims: [claim(0)] },
        "a cluster that is half marked, by an update that failed": {
            objects: [object(OURS), object(undefined, "nats-credentials")],
            set: set(),
            release: BY_US,
        },
        "volumes of its own former life": { claims: [{ ...claim(0), annotations: { "pulumi-nats/owner": `${PATH} before` } }] },
        "volumes that say nothing": { claims: [claim(0)] },
    };
    for (const [what, seen] of Object.entries(fine)) {
        it(`is no reason to refuse: ${what}`, () => {
            assert.equal(said(seen), "");
        });
    }

    it("may have been the same component under another name, with an alias", () => {
        assert.equal(said({ objects: [object("organization/project/stack/old nats-owner")], set: set(), release: BY_US }), "");
    });

    const refused: Record<string, { seen: Partial<Seen>; says: RegExp }> = {
        "another stack's": {
            seen: { objects: [object("o/p/other/nats 1")], set: set() },
            says: /is the cluster of o\/p\/other\/nats, as the Secret "nats-auth" says/,
        },
        "a stack's of the same name, in another backend": {
            seen: { objects: [object(`${PATH} another`)], set: set(), release: BY_US },
            says: /another stack that is called organization\/project\/stack\/nats, too/,
        },
        "another resource's of this stack": {
            seen: { objects: [object("organization/project/stack/old name 1")], set: set(), release: BY_HELM },
            says: /the resource "old name" of this stack.*aliases: \[\{ name: "old name" \}\]/,
        },
        "Helm's": { seen: { set: set(), release: BY_HELM }, says: /a Helm release that was not installed by Pulumi/ },
        "an older version's for another stack": {
            seen: { release: { owner: "o/p/s/nats" } },
            says: /a Helm release that is of o\/p\/s\/nats/,
        },
        "a StatefulSet of nobody known": { seen: { set: set() }, says: /a StatefulSet that was not made by this stack/ },
        "a Secret that somebody made by hand": {
            seen: { objects: [object(undefined, "nats-user-app")] },
            says: /the name of a Secret "nats-user-app" that was not made by this stack/,
        },
        "a Secret that somebody made by hand beside the cluster": {
            seen: { objects: [object(OURS), object(undefined, "nats-user-bob")], set: set({ format: 1 }), release: { owner: "x" } },
            says: /nats-user-bob/,
        },
        "volumes with the data of another": {
            seen: { claims: [claim(0), { ...claim(1), annotations: { "pulumi-nats/owner": "o/p/other/nats 1" } }] },
            says: /the volumes that o\/p\/other\/nats has left behind.*remove the annotation pulumi-nats\/owner/,
        },
    };
    for (const [what, { seen, says }] of Object.entries(refused)) {
        it(`is refused: ${what}`, () => {
            assert.match(said(seen), says);
        });
    }

    it("is nobody's own at the first preview of a stack, which has no id yet", () => {
        assert.match(said({ objects: [object(OURS)] }, { id: undefined }), /is the cluster of another stack/);
    });
});
