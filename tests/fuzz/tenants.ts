// Users and accounts: who may log in, and what they may do.
import fc, { type Arbitrary } from "fast-check";
import { secret } from "../support/planning";
import { goDuration, literalSubject, oddText, often, quantity, subject } from "./words";

type Some = Record<string, unknown>;

/** A map with any of these entries; the others are left out. */
export function some(fields: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<Some> {
    return fc.record(fields, { requiredKeys: [] });
}

const longPassword = fc.constantFrom(600, 2000, 5000).map((length) => "p".repeat(length));
const plainPassword = fc.oneof(
    { arbitrary: fc.string({ unit: "grapheme-ascii", minLength: 1, maxLength: 20 }), weight: 4 },
    { arbitrary: oddText, weight: 4 },
    { arbitrary: fc.string({ unit: "grapheme", minLength: 1, maxLength: 20 }), weight: 2 },
    { arbitrary: longPassword, weight: 1 },
);
const password: Arbitrary<unknown> = fc.oneof(plainPassword, plainPassword.map(secret));

const names = ["app", "bob", "alice", "a_b", "A.b", "x-9", "auth", "credentials", "constructor", "toString", "7up", "null"] as const;
const userName = often(fc.constantFrom<string>(...names), fc.oneof(oddText, fc.constantFrom("u".repeat(63), "u".repeat(64))), 30);

const queued = fc.tuple(literalSubject, fc.constantFrom("workers", "v1.*", "q")).map((pair) => pair.join(" "));
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
const otherAccount = often(fc.constantFrom<string>("A", "B", "C"), fc.constantFrom("$SYS", "nobody", "APP", "$G"), 20);

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
const limits = some({ maxConnections: countOrNone, maxSubscriptions: countOrNone, maxPayload: quantity, maxLeafnodes: countOrNone });

const position = often(fc.constant(0), fc.integer({ min: -1, max: 4 }), 8);
const exported = fc.oneof(
    fc.record(
        { stream: subject, accounts: fc.array(otherAccount, { maxLength: 2 }), accountTokenPosition: position },
        { requiredKeys: ["stream"] },
    ),
    fc.record(
        {
            service: subject,
            accounts: fc.array(otherAccount, { maxLength: 2 }),
            responseType: fc.constantFrom("Singleton", "Stream", "Chunked"),
            responseThreshold: goDuration,
            accountTokenPosition: position,
            allowTrace: fc.boolean(),
        },
        { requiredKeys: ["service"] },
    ),
);
const source = fc.record({ account: otherAccount, subject });
const target = often(literalSubject, fc.constantFrom("", "a.$1", "$2.x", "a.*", ">", "x y"), 5);
const rarely = <T>(what: Arbitrary<T>) => often<T | null>(fc.constant(null), what, 5);
const imported = fc.oneof(
    fc.record(
        { stream: source, prefix: rarely(target), to: rarely(target), allowTrace: fc.boolean(), share: fc.boolean() },
        { requiredKeys: ["stream"] },
    ),
    fc.record(
        { service: source, to: rarely(target), share: fc.boolean(), allowTrace: fc.boolean(), prefix: rarely(target) },
        { requiredKeys: ["service"] },
    ),
);
const destination = often(
    literalSubject,
    fc.constantFrom("a.$1", "$1.$2", "{{wildcard(1)}}", "x.{{partition(3,1)}}", "{{nonsense}}", "", "a.*", ">", "$9"),
    3,
);
const mapping = fc.record(
    {
        destination,
        weight: often(fc.integer({ min: 0, max: 100 }), fc.constantFrom(-1, 101, 1000), 15),
        cluster: fc.constantFrom("east", ""),
    },
    { requiredKeys: ["destination"] },
);

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

/** Imports need an export at the other side: most times there is one. */
function exportWhatIsImported(all: Record<string, Some>): Record<string, Some> {
    const offers = (name: string): Some[] =>
        Object.values(all).flatMap(({ imports }) =>
            ((imports ?? []) as Record<"stream" | "service", { account: string; subject: string } | undefined>[]).flatMap(
                ({ stream, service }) => [
                    ...(stream?.account === name ? [{ stream: stream.subject }] : []),
                    ...(service?.account === name ? [{ service: service.subject }] : []),
                ],
            ),
        );
    return Object.fromEntries(
        Object.entries(all).map(([name, one]) => {
            const wanted = offers(name);
            return [name, wanted.length === 0 ? one : { ...one, exports: [...((one["exports"] ?? []) as Some[]), ...wanted] }];
        }),
    );
}
