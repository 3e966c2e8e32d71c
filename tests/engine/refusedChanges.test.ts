// Changes with which servers would lose sight of their streams, or volumes would be deleted: refused while the servers run, and when they
// are made again on the volumes that were kept.
import assert from "node:assert/strict";
import { asClient, lastMessage, publish } from "../support/client";
import { deleteNamespace, namesOf, podIdentities, uniqueNamespace } from "../support/cluster";
import { makeTrust } from "../support/jwt";
import { clusterProgram } from "../support/programs";
import { Stack } from "../support/stack";
import { asSteps } from "../support/steps";

type Inputs = Readonly<Record<string, unknown>>;

interface Refused {
    readonly change: Inputs;
    readonly path: string;
    readonly says: RegExp;
}

const LOGIN = { user: "app", pass: "first" };
const { operator, systemAccount, accounts } = makeTrust();

/** Two servers fit beside the clusters of other tests. */
const BASE: Inputs = {
    resources: { cpu: "100m", memory: "128Mi" },
    replicas: 2,
    jetstream: { size: "2Gi" },
    users: { app: { password: LOGIN.pass } },
    config: { merge: { jetstream: { key: "PLANTED-key" } } },
};

function settings(merge: Inputs): Inputs {
    return { config: { merge: { jetstream: { key: "PLANTED-key" }, ...merge } } };
}

const NAMES_AND_SIZES: Readonly<Record<string, Refused>> = {
    "a smaller volume": { change: { jetstream: { size: "1Gi" } }, path: "jetstream.size", says: /from 2Gi to 1Gi/ },
    "one server": { change: { replicas: 1 }, path: "replicas", says: /doesn't find a cluster's streams/ },
    "a JetStream domain": {
        change: { config: { merge: { jetstream: { key: "PLANTED-key", domain: "hub" } } } },
        path: "config.merge.jetstream.domain",
        says: /clients and leaf nodes that name it/,
    },
    "another cluster name": {
        change: settings({ cluster: { name: "other" } }),
        path: "config.merge.cluster.name",
        says: /streams and consumers are placed by it/,
    },
    "other server names": {
        change: { values: { config: { serverNamePrefix: "eu-" } } },
        path: "config.merge.server_name",
        says: /would start without its streams/,
    },
    "another key": {
        change: { config: { merge: { jetstream: { key: "PLANTED-other" } } } },
        path: "config.merge.jetstream.key",
        says: /the old key isn't config\.merge\.jetstream\.prev_key/,
    },
    "no key": { change: { config: { merge: {} } }, path: "config.merge.jetstream.key", says: /would be removed/ },
};

const WHO_LOGS_IN: Readonly<Record<string, Refused>> = {
    "another system account": {
        change: settings({ accounts: { OPS: {} }, system_account: "OPS" }),
        path: "config.merge.system_account",
        says: /with another one they start with an empty list/,
    },
    "a token in place of users": {
        change: { users: undefined, ...settings({ authorization: { token: "PLANTED-token" } }) },
        path: "config.merge.authorization",
        says: /would move clients/,
    },
    "users of nats.conf": {
        change: { users: undefined, ...settings({ authorization: { users: [{ user: "app", password: "PLANTED-password" }] } }) },
        path: "config.merge.authorization",
        says: /would move clients/,
    },
    "an operator": {
        change: {
            users: undefined,
            config: {
                merge: { jetstream: { key: "PLANTED-key" }, operator, system_account: systemAccount, resolver_preload: accounts },
                resolver: "MEMORY",
            },
        },
        path: "config.merge.operator",
        says: /to the accounts of the operator's JWTs/,
    },
};

describe("changes with which streams would be out of reach", function () {
    this.timeout(600_000);
    asSteps();
    const namespace = uniqueNamespace("refused");
    let stack: Stack;
    const write = (change: Inputs): void => stack.write(clusterProgram(namespace, { ...BASE, ...change }));

    before(async () => {
        stack = await Stack.create(clusterProgram(namespace, BASE));
        await stack.up();
    });
    after(async () => {
        await stack.destroy();
        stack.remove();
        await deleteNamespace(namespace);
    });

    /** By the preview, and by an update that had none. */
    async function areRefused(changes: Readonly<Record<string, Refused>>): Promise<void> {
        for (const [what, { change, path, says }] of Object.entries(changes)) {
            write(change);
            for (const text of [await stack.cli("preview"), await stack.cli("up", "--yes", "--skip-preview")]) {
                assert.match(text, new RegExp(`property ${path} `.replaceAll(".", "\\.")), `${what}: ${text}`);
                assert.match(text, says, what);
                assert.doesNotMatch(text, /PLANTED/, what);
            }
        }
    }

    it("are refused on running servers, which go on", async () => {
        await asClient(namespace, LOGIN, (connection) => publish(connection, "kept", "from before", 2));
        const before = await podIdentities(namespace);
        await areRefused({ ...NAMES_AND_SIZES, ...WHO_LOGS_IN });
        assert.deepEqual(await podIdentities(namespace), before);
        write({});
        assert.deepEqual((await stack.preview()).steps, {});
    });

    it("are refused where volumes would be deleted, until they are to be kept", async () => {
        const passing = { jetstream: { size: "2Gi", retainData: false } };
        write(passing);
        await stack.up();
        const before = await podIdentities(namespace);
        await areRefused({
            "JetStream off": {
                change: { jetstream: { enabled: false, retainData: false }, config: { merge: {} } },
                path: "jetstream.enabled",
                says: /the volumes are deleted with all messages.*retainData: true in an update of its own first/s,
            },
            "JetStream off, with volumes that are to be kept from now on": {
                change: { jetstream: { enabled: false }, config: { merge: {} } },
                path: "jetstream.enabled",
                says: /the volumes are deleted with all messages/,
            },
        });
        write({});
        await stack.up();
        assert.deepEqual(await podIdentities(namespace), before);
    });

    it("are refused on volumes that were kept, and nothing is made", async () => {
        write({});
        await stack.destroy();
        assert.deepEqual(await namesOf("pvc", namespace), ["nats-js-nats-0", "nats-js-nats-1"]);
        await areRefused(NAMES_AND_SIZES);
        assert.deepEqual(await namesOf("pods", namespace), []);
    });

    it("are nothing where they are taken back: what was stored is there", async () => {
        write({});
        await stack.up();
        assert.equal(await asClient(namespace, LOGIN, (connection) => lastMessage(connection, "kept")), "from before");
        assert.deepEqual((await stack.preview()).steps, {});
    });
});
