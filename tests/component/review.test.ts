// A change that is compared with what is in the cluster, before anything is made.
import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { checkOwner, checkRevision } from "../../provider/engine/check";
import type { EngineLog } from "../../provider/engine/engineLog";
import type { Facts } from "../../provider/review/facts";
import type { Seen } from "../../provider/review/seen";
import { type Constructed, construct } from "../support/mocked";
import { factsOf } from "../support/reviewing";
import { NOTHING, OURS, claim, object, set } from "../support/seen";
import { UNKNOWN } from "../support/wire";

const INPUTS = { replicas: 3, users: { app: {} }, jetstream: { size: "1Gi" } };

/** A cluster of ours, whose last update that succeeded had these inputs. */
async function running(inputs: pulumi.Inputs = INPUTS): Promise<Seen> {
    const facts = { ...(await factsOf(inputs)), logins: undefined };
    const claims = [claim(0, facts), claim(1), claim(2)];
    return { objects: [object(OURS)], set: set(), claims, release: { owner: "organization/project/stack/nats" } };
}

async function refusedPaths(inputs: pulumi.Inputs, seen: Seen, preview: boolean): Promise<string[]> {
    try {
        await construct(inputs, { seen, preview });
    } catch (error) {
        return (error as { errors: { propertyPath: string }[] }).errors.map(({ propertyPath }) => propertyPath.trim());
    }
    return [];
}

/** What the Revision's `check` gets of what the look has shown. */
function reviewedOf({ resources }: Constructed): unknown {
    return resources.find(({ name }) => name === "nats-revision")!.inputs["reviewed"];
}

describe("a change that is reviewed by a look into the cluster", () => {
    for (const preview of [true, false]) {
        it(`is refused before anything is made, by ${preview ? "a preview" : "an update without one"}`, async () => {
            const smaller = { ...INPUTS, replicas: 1, jetstream: { size: "512Mi" } };
            assert.deepEqual(await refusedPaths(smaller, await running(), preview), ["jetstream.size", "replicas"]);
            assert.deepEqual(await refusedPaths(INPUTS, { ...NOTHING, objects: [object("o/p/s/other 1")] }, preview), ["name"]);
        });
    }

    it("is announced at once, and not a second time by what the state knows", async () => {
        const change = { ...INPUTS, resources: { memory: "1Gi" } };
        const made = await construct(change, { seen: await running() });
        assert.equal(made.warnings.filter((warning) => /every server restarts/.test(warning)).length, 1);
        const said: string[] = [];
        const log = { write: (_: string, message: string) => Promise.resolve(void said.push(message)) };
        const news = { ...(await factsOf(change)), reviewed: reviewedOf(made) };
        const checked: { inputs?: unknown; failures?: unknown } = await checkRevision(
            "urn",
            await factsOf(INPUTS),
            news,
            log as unknown as EngineLog,
        );
        assert.deepEqual([said, checked.failures], [[], []]);
        assert.ok(!("reviewed" in (checked.inputs as object)), "what was seen is not for the state");
    });

    it("is compared with what was made and not with what was tried", async () => {
        // The state is of a time before, or of an update that failed: what is there counts.
        const made = await construct(INPUTS, { seen: await running(), preview: true });
        const tried: Facts = { ...(await factsOf({ ...INPUTS, replicas: 1, jetstream: { size: "9Gi" } })) };
        const news = { ...(await factsOf(INPUTS)), reviewed: reviewedOf(made) };
        assert.deepEqual((await checkRevision("urn", tried, news, undefined)).failures, []);
    });

    it("is compared with the state where nobody can look", async () => {
        const made = await construct(INPUTS, { preview: true });
        const news = { ...(await factsOf({ ...INPUTS, jetstream: { size: "512Mi" } })), reviewed: reviewedOf(made) };
        const { failures } = await checkRevision("urn", await factsOf(INPUTS), news, undefined);
        assert.deepEqual(
            failures?.map(({ property }) => property),
            ["jetstream.size"],
        );
    });

    it("to another name is compared with what the state knows of the old one", async () => {
        const made = await construct({ ...INPUTS, name: "mq" }, { seen: NOTHING, preview: true });
        const news = { ...(await factsOf({ ...INPUTS, name: "mq" })), reviewed: reviewedOf(made) };
        const { failures } = await checkRevision("urn", await factsOf(INPUTS), news, undefined);
        assert.deepEqual(
            failures?.map(({ property }) => property),
            ["name"],
        );
    });

    it("is not refused when all of it has been made: an update that nobody could look for says no more", async () => {
        const made = await construct(INPUTS, {});
        const news = { ...(await factsOf({ ...INPUTS, jetstream: { size: "512Mi" } })), reviewed: reviewedOf(made) };
        assert.deepEqual((await checkRevision("urn", await factsOf(INPUTS), news, undefined)).failures, []);
    });

    it("doesn't ask Kubernetes at preview for claims that the update makes anew", async () => {
        const unbound = claim(0, undefined, { annotations: { "pulumi-nats/owner": OURS }, bytes: undefined, storageClassName: "mistyped" });
        const seen = { ...NOTHING, objects: [object(OURS)], claims: [unbound] };
        const { resources } = await construct({ ...INPUTS, replicas: 1 }, { seen, preview: true });
        const { spec } = resources.find(({ name }) => name === "nats-volume-0")!.inputs as { spec: { resources: { requests: object } } };
        assert.deepEqual(spec.resources.requests, { storage: UNKNOWN });
    });
});

describe("the names that a component has had", () => {
    it("are remembered, each once, and one that isn't known yet is not", async () => {
        const places = async (olds: unknown, place: string): Promise<unknown> =>
            ((await checkOwner(olds, { place })).inputs as { places: unknown }).places;
        assert.deepEqual(await places({}, "a/nats"), ["a/nats"]);
        assert.deepEqual(await places({ places: ["a/nats"] }, "a/nats"), ["a/nats"]);
        assert.deepEqual(await places({ places: ["a/nats"] }, "b/nats"), ["a/nats", "b/nats"]);
        assert.deepEqual(await places({ places: ["a/nats"] }, UNKNOWN), ["a/nats"]);
    });
});
