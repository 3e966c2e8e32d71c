// Users and accounts: who may log in, and what they may do.
import fc, { type Arbitrary } from "fast-check";
import { secret } from "../support/planning";
import { exportWhatIsImported, exported, imported, mapping } from "./shares";
import { type Some, goDuration, oddText, often, quantity, queued, some, subject } from "./words";

const longPassword = fc.constantFrom(600, 2000, 5000).map((length) => "p".repeat(length));
const plainPassword = fc.oneof(
    { arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }), weight: 12 },
    { arbitrary: oddText, weight: 8 },
    { arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), weight: 2 },
    { arbitrary: longPassword, weight: 1 },
);
const password: Arbitrary<unknown> = fc.oneof(plainPassword, plainPassword.map(secret));

const names = ["app", "bob", "alice", "a_b", "A.b", "x-9", "auth", "credentials", "constructor", "toString", "7up", "null"] as const;
const userName = often(fc.constantFrom<string>(...names), fc.oneof(oddText, fc.constantFrom("u".repeat(63), "u".repeat(64))), 80);

const subjects = (what: Arbitrary<string>) => fc.array(what, { maxLength: 3 });
const published = some({ allow: subjects(subject), deny: subjects(subject) });
const subscribed = some({ allow: subjects(often(subject, queued, 5)), deny: subjects(often(subject, queued, 5)) });
const countOrNone = often(fc.constantFrom(-1, 1, 2, 100), fc.constantFrom(0, -2, 2 ** 31, 2 ** 53 - 1), 20);
const responses = some({ maxMessages: countOrNone, expires: goDuration });
const permissions = some({ publish: published, subscribe: subscribed, allowResponses: responses });

const kinds = ["STANDARD", "WEBSOCKET", "LEAFNODE", "LEAFNODE_WS", "MQTT", "MQTT_WS"] as const;
const connectionTypes = fc.oneof(fc.constant(["STANDARD"]), fc.uniqueArray(fc.constantFrom(...kinds), { maxLength: 3 }));

export const user = some({
    password,
    permissions,
    allowedConnectionTypes: fc.oneof({ arbitrary: fc.constant(null), weight: 3 }, { arbitrary: connectionTypes, weight: 1 }),
});

export const users = fc.dictionary(
    userName,
    fc.oneof({ arbitrary: user, weight: 8 }, { arbitrary: fc.constantFrom({}, null), weight: 3 }),
    { maxKeys: 3 },
);

const accountNames = ["A", "B", "C", "APP"] as const;
const accountName = often(fc.constantFrom<string>(...accountNames), fc.oneof(oddText, fc.constantFrom("$SYS", "$G", "SYS")), 25);

const jetstream = some({
    enabled: fc.boolean(),
    maxMemory: quantity,
    maxFile: quantity,
    maxStreams: countOrNone,
    maxConsumers: countOrNone,
    maxAckPending: countOrNone,
    maxBytesRequired: fc.boolean(),
    memoryMaxStreamBytes: quantity,
    diskMaxStreamBytes: quantity,
});
const limits = some({
    maxConnections: countOrNone,
    maxSubscriptions: countOrNone,
    maxPayload: often(fc.constantFrom("1Mi", "500k", "64Mi"), quantity),
    maxLeafnodes: countOrNone,
});

/** Fields that are in few accounts: each of them is easily wrong, and then nothing is booted. */
const shared = fc.oneof(
    { arbitrary: fc.constant({}), weight: 3 },
    {
        arbitrary: some({
            exports: fc.array(exported, { maxLength: 2 }),
            mappings: fc.dictionary(subject, fc.array(mapping, { maxLength: 2 }), { maxKeys: 2 }),
        }),
        weight: 3,
    },
    { arbitrary: some({ imports: fc.array(imported, { maxLength: 2 }) }), weight: 1 },
);
const account = fc
    .tuple(some({ users, jetstream: fc.oneof(fc.constant({}), jetstream), limits: fc.oneof(fc.constant({}), limits) }), shared)
    .map(([own, others]) => ({ ...own, ...others }));

export const accounts: Arbitrary<Some> = fc.dictionary(accountName, account, { maxKeys: 3 }).map(exportWhatIsImported);
