import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import type { Seen } from "../../provider/review/seen";
import { construct } from "../support/mocked";

const INPUTS = { namespace: "queues", replicas: 1, users: { app: {} } };

function seen(namespace: boolean | undefined): Seen {
    return { namespace, objects: [], set: undefined, claims: [], release: undefined };
}

describe("a namespace that isn't there", () => {
    it("is one refusal of the update, with the way out, before anything is made", async () => {
        const start = Date.now();
        await assert.rejects(construct(INPUTS, { seen: seen(false) }), (error) => {
            assert.ok(pulumi.InputPropertiesError.isInstance(error));
            assert.deepEqual(
                error.errors.map(({ propertyPath, reason }) => [propertyPath.trim(), reason]),
                [
                    [
                        "namespace",
                        'can\'t be used: there is no namespace "queues" in the Kubernetes cluster; set createNamespace: true, or make it before',
                    ],
                ],
            );
            return true;
        });
        assert.ok(Date.now() - start < 5000);
    });

    it("may be in the making", async () => {
        let looks = 0;
        const { resources } = await construct(INPUTS, { seen: () => seen(++looks > 2) });
        assert.ok(resources.length > 5);
        assert.equal(looks, 3);
    });

    it("is made where that is asked for, without waiting for it", async () => {
        const start = Date.now();
        const { resources } = await construct({ ...INPUTS, createNamespace: true }, { seen: seen(false) });
        assert.ok(resources.some(({ type }) => type === "kubernetes:core/v1:NamespacePatch"));
        assert.ok(Date.now() - start < 3000);
    });

    it("is no more than a word at a preview, whose program may be going to make it", async () => {
        const { resources, warnings } = await construct(INPUTS, { preview: true, seen: seen(false) });
        assert.ok(resources.length > 5);
        assert.deepEqual(warnings, []);
    });

    it("isn't known to be missing to whoever may not see namespaces", async () => {
        assert.ok((await construct(INPUTS, { seen: seen(undefined) })).resources.length > 5);
    });
});
