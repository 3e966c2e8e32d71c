// What accounts export, import and map, in the words of the inputs and in NATS's own.
import fc, { type Arbitrary } from "fast-check";
import { map } from "./expected";
import { type Some, goDuration, literalSubject, oddity, often, subject } from "./words";

const otherAccount = often(fc.constantFrom<string>("A", "B", "C"), fc.constantFrom("$SYS", "nobody", "APP", "$G"), 40);

const position = often(fc.constant(0), fc.integer({ min: -1, max: 4 }), 8);
export const exported = fc.oneof(
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
const target = often(literalSubject, fc.constantFrom("", "a.$1", "$2.x", "a.*", ">", "x y", "{{wildcard(1)}}.a", "$2.*", "{{x}}"), 3);
const rarely = <T>(what: Arbitrary<T>) => often<T | null>(fc.constant(null), what, 5);
export const imported = fc.oneof(
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
    fc.constantFrom(
        "a.$1",
        "$1.$2",
        "{{wildcard(1)}}",
        "x.{{partition(3,1)}}",
        "{{nonsense}}",
        "",
        "a.*",
        ">",
        "$9",
        "{{split(1,-)}}",
        "{{SliceFromLeft(1,2)}}.x",
        "{{splitFromRight(1,2)}}",
        "{{left(1,2)}}",
        "{{random(5)}}",
        "{{PARTITION(3)}}",
        "$1.>",
        "$0",
    ),
    3,
);
export const mapping = fc.record(
    {
        destination,
        weight: often(fc.integer({ min: 0, max: 100 }), fc.constantFrom(-1, 101, 1000), 15),
        cluster: fc.constantFrom("east", ""),
    },
    { requiredKeys: ["destination"] },
);

/** Imports need an export at the other side: most times there is one. */
export function exportWhatIsImported(all: Record<string, Some>): Record<string, Some> {
    const offers = (name: string): Some[] =>
        Object.values(all).flatMap(({ imports }) =>
            (Array.isArray(imports) ? imports : []).flatMap((one) =>
                ["stream", "service"].flatMap((kind) => {
                    const { account, subject: wanted } = map(map(one)[kind]);
                    return account === name ? [{ [kind]: wanted }] : [];
                }),
            ),
        );
    return Object.fromEntries(
        Object.entries(all).map(([name, one]) => {
            const wanted = offers(name);
            return [
                name,
                wanted.length === 0
                    ? one
                    : { ...one, exports: [...(Array.isArray(one["exports"]) ? (one["exports"] as unknown[]) : []), ...wanted] },
            ];
        }),
    );
}

/** The same in NATS's own words, with its other names for them, and now and then what it can't read. */
const NAMES: Readonly<Record<string, readonly string[]>> = {
    accountTokenPosition: ["account_token_position"],
    allowTrace: ["allow_trace"],
    responseType: ["response_type", "response"],
    responseThreshold: ["response_threshold", "threshold", "response_time"],
    destination: ["destination", "dest"],
};

function inNatsWords(value: unknown, way: number): unknown {
    if (Array.isArray(value)) {
        return value.map((item) => inNatsWords(item, way));
    }
    if (typeof value !== "object" || value === null) {
        return value;
    }
    return Object.fromEntries(
        Object.entries(value).map(([key, inner]) => {
            const names = NAMES[key] ?? [key];
            return [names[way % names.length]!, inNatsWords(inner, way)];
        }),
    );
}

const wrong = fc.oneof(
    oddity,
    fc.constantFrom<unknown>({ stream: 5 }, { service: ["a"] }, "a", { accounts: "A" }, { stream: "a", service: "b" }),
);
const latency = fc.constantFrom<unknown>("l", "l.*", "a", { subject: "l" }, { subject: "l", sampling: "50%" }, { sampling: "headers" }, 5);
const rawExport = fc.oneof(
    { arbitrary: exported, weight: 8 },
    { arbitrary: fc.record({ service: subject, latency }), weight: 2 },
    { arbitrary: wrong, weight: 1 },
);
const rawMapping = fc.oneof(
    { arbitrary: literalSubject, weight: 2 },
    { arbitrary: fc.array(mapping, { maxLength: 2 }), weight: 3 },
    { arbitrary: mapping, weight: 2 },
    {
        arbitrary: fc.constantFrom<unknown>([{ weight: 50 }], [{ dest: "b", weight: "50%" }], { dest: "b", weight: "x" }, ["b"], 5, ""),
        weight: 1,
    },
);

/** What an account of `config.merge` shares. Most have nothing of it: each part is easily wrong. */
export const rawShares: Arbitrary<Some> = fc
    .tuple(
        fc.oneof(
            { arbitrary: fc.constant<Some>({}), weight: 6 },
            { arbitrary: fc.array(rawExport, { maxLength: 2 }).map((exports): Some => ({ exports })), weight: 2 },
            {
                arbitrary: fc.array(often<unknown>(imported, wrong, 8), { maxLength: 2 }).map((imports): Some => ({ imports })),
                weight: 2,
            },
            { arbitrary: fc.dictionary(subject, rawMapping, { maxKeys: 2 }).map((mappings): Some => ({ mappings })), weight: 2 },
            {
                arbitrary: fc
                    .constantFrom<unknown>(
                        "t.x",
                        "t.*",
                        { dest: "t" },
                        { dest: "t", sampling: 20 },
                        { dest: "t", sampling: "101%" },
                        { sampling: 5 },
                        7,
                    )
                    .map((trace): Some => ({ msg_trace: trace })),
                weight: 1,
            },
        ),
        fc.nat({ max: 5 }),
    )
    .map(([shares, way]) => inNatsWords(shares, way) as Some);
