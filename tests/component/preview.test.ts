// A preview that doesn't know every input yet: a stack that makes a namespace, a password or a size in the same update.
import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { construct } from "../support/mocked";
import { unknownOutput } from "../support/outputs";
import { type Registered, listing } from "../support/registered";
import { Secret, UNKNOWN } from "../support/wire";

const USERS = { app: {} };

/** What a preview shows, and that the update makes the same resources when it knows more. */
async function preview(inputs: pulumi.Inputs): Promise<Awaited<ReturnType<typeof construct>>> {
    return construct({ replicas: 3, users: USERS, ...inputs }, { preview: true });
}

function find(resources: readonly Registered[], name: string, type = ""): Registered {
    return resources.find((resource) => resource.name === name && resource.type.endsWith(type))!;
}

describe("a preview", () => {
    it("knows everything but passwords and what the cluster will tell", async () => {
        const { resources, outputs } = await preview({ external: true });
        const { credentials, externalUrl, ...others } = outputs;
        assert.deepEqual(
            Object.entries(others).filter(([, { known }]) => !known),
            [],
        );
        assert.deepEqual([credentials?.known, credentials?.secret], [false, true]);
        assert.deepEqual([externalUrl?.known, externalUrl?.secret], [false, false]);
        const release = find(resources, "nats", ":Release");
        assert.ok(!JSON.stringify(release.inputs).includes(UNKNOWN), "the whole release is known");
        const { annotations } = find(resources, "nats-ready").inputs["metadata"] as { annotations: Record<string, string> };
        assert.equal(annotations["pulumi-nats/revision"], UNKNOWN);
    });

    it("knows the credentials too when every password is given", async () => {
        const { outputs } = await preview({ users: { bob: { password: pulumi.secret("b") } } });
        assert.deepEqual([outputs["credentials"]?.known, outputs["credentials"]?.secret], [true, true]);
    });

    const same: Record<string, { unknown: pulumi.Inputs; known: pulumi.Inputs }> = {
        "its namespace": { unknown: { namespace: unknownOutput() }, known: { namespace: "prod" } },
        "its sizes": {
            unknown: { jetstream: { size: unknownOutput() }, resources: { memory: unknownOutput() } },
            known: { jetstream: { size: "2Gi" }, resources: { memory: "1Gi" } },
        },
        "a password": { unknown: { users: { app: { password: unknownOutput() } } }, known: { users: { app: { password: "p" } } } },
        "a secret password": {
            unknown: { users: { app: { password: pulumi.secret(unknownOutput()) } } },
            known: { users: { app: { password: pulumi.secret("p") } } },
        },
        "raw configuration": {
            unknown: { config: { merge: { max_payload: unknownOutput() } } },
            known: { config: { merge: { max_payload: 5 } } },
        },
    };
    for (const [what, { unknown, known }] of Object.entries(same)) {
        it(`that doesn't know ${what} shows the same resources as the update makes, and warns of nothing`, async () => {
            const shown = await preview(unknown);
            const made = await construct({ replicas: 3, users: USERS, ...known });
            assert.deepEqual(listing(shown.resources), listing(made.resources));
            assert.deepEqual(shown.warnings, []);
        });
    }

    it("that doesn't know the namespace leaves only what it is part of unknown", async () => {
        const { resources, outputs } = await preview({ namespace: unknownOutput() });
        assert.equal(outputs["clientUrl"]?.known, false);
        assert.deepEqual(outputs["credentialsSecretNames"]?.value, { app: "nats-user-app" });
        const release = find(resources, "nats", ":Release");
        assert.equal(release.inputs["namespace"], UNKNOWN);
        assert.ok(!JSON.stringify(release.inputs["values"]).includes(UNKNOWN));
    });

    it("that doesn't know the size leaves only the volumes and the limit unknown", async () => {
        const { resources } = await preview({ jetstream: { size: unknownOutput() } });
        const claim = find(resources, "nats-volume-2").inputs["spec"] as { resources: { requests: { storage: string } } };
        assert.equal(claim.resources.requests.storage, UNKNOWN);
        const values = find(resources, "nats", ":Release").inputs["values"] as {
            config: { jetstream: { fileStore: { maxSize: string } } };
        };
        assert.equal(values.config.jetstream.fileStore.maxSize, UNKNOWN);
    });

    it("that doesn't know a password keeps what it is part of secret", async () => {
        const { resources, outputs } = await preview({ users: { app: { password: unknownOutput() } } });
        assert.deepEqual([outputs["credentials"]?.known, outputs["credentials"]?.secret], [false, true]);
        for (const name of ["nats-auth-data", "nats-credentials-data", "nats-user-app-data"]) {
            const { data } = find(resources, name).inputs;
            assert.ok(data instanceof Secret, name);
        }
    });

    it("that doesn't know the users shows the cluster without them, and says so", async () => {
        const { resources, warnings } = await preview({ users: unknownOutput() });
        assert.deepEqual(
            resources.filter(({ type }) => type.endsWith(":RandomPassword")).map(({ name }) => name),
            ["nats-routes"],
        );
        assert.equal(warnings.length, 1);
        assert.match(warnings[0]!, /^users is not known before the update: this preview assumes/);
    });

    it("that doesn't know the number of servers assumes two, and says so", async () => {
        const { resources, warnings } = await preview({ replicas: unknownOutput() });
        assert.equal(resources.filter(({ name }) => name.startsWith("nats-volume-")).length, 2);
        assert.match(warnings.join("\n"), /replicas is not known before the update: this preview assumes 2/);
    });

    it("that doesn't know the external Service's networks goes on", async () => {
        const { resources } = await preview({ external: true, service: { loadBalancerSourceRanges: unknownOutput() } });
        assert.equal(find(resources, "nats-external").name, "nats-external");
    });

    it("refuses what it knows to be wrong, whatever else is unknown", async () => {
        await assert.rejects(preview({ namespace: unknownOutput(), replicas: 0 }), /1 input can't work/);
    });
});
