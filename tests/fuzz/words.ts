// The small pieces of specs: what fits, and what has broken configuration files before.
import fc, { type Arbitrary } from "fast-check";
import { secret } from "../support/planning";

/** Texts that mean something to NATS, to Helm, to YAML, to shells or to JavaScript. */
export const ODD_TEXTS = [
    "",
    " ",
    '"',
    "'",
    "\\",
    'a"b\\c',
    "$HOME",
    "$2a$10$abc",
    "$$",
    "{{ .Values.x }}",
    '{{ fail "x" }}',
    "<< 1; port: 1 >>",
    "<<$HOME>>",
    "a >> b << c",
    ">>",
    "<<",
    "line\nbreak",
    "tab\there",
    "\r\n",
    "nul\u0000",
    "del\u007f",
    "żółć 日本 🚀",
    "\u2028",
    "\ud800",
    "# no comment",
    "// no comment",
    "a;b=1",
    "a, b",
    "}",
    "]",
    "{ [ (",
    "include ./x",
    "123456",
    "9k",
    "1e5",
    "0x10",
    "true",
    "null",
    "~",
    "- a",
    "a: b",
    "&anchor",
    "*",
    ">",
    "a.*.>",
    "__proto__",
    "constructor",
    "toString",
    "😀".repeat(40),
    "x".repeat(300),
] as const;

export const oddText: Arbitrary<string> = fc.oneof(
    { arbitrary: fc.constantFrom<string>(...ODD_TEXTS), weight: 4 },
    { arbitrary: fc.string({ unit: "grapheme", maxLength: 12 }), weight: 2 },
    { arbitrary: fc.string({ unit: "binary", maxLength: 8 }), weight: 1 },
);

export const oddNumber = fc.constantFrom(
    -1e21,
    -(2 ** 53),
    -5,
    -1,
    0,
    0.1,
    1,
    2.5,
    65536,
    2 ** 31,
    2 ** 53 - 1,
    2 ** 63,
    1e21,
    NaN,
    Infinity,
);

export type Some = Record<string, unknown>;

/** A map with any of these entries; the others are left out. */
export function some(fields: Readonly<Record<string, Arbitrary<unknown>>>): Arbitrary<Some> {
    return fc.record(fields, { requiredKeys: [] });
}

/** Anything that a program may hand over. */
export const oddity: Arbitrary<unknown> = fc.oneof(
    oddText,
    oddNumber,
    fc.constantFrom<unknown>(null, undefined, true, false, [], {}, [null], { "": "" }, [[]]),
    fc.constantFrom("__proto__", "constructor", "a$include", "$tplYaml", "a.b", '"').map((key) => Object.fromEntries([[key, "x"]])),
    fc.jsonValue({ maxDepth: 2 }),
    oddText.map(secret),
);

/** What is written in most places, and now and then what is possible there, too. */
export function often<T>(usual: Arbitrary<T>, rare: Arbitrary<T>, times = 12): Arbitrary<T> {
    return fc.oneof({ arbitrary: usual, weight: times }, { arbitrary: rare, weight: 1 });
}

const token = often(
    fc.constantFrom("a", "b", "orders", "eu", "x-1", "$JS", "_INBOX"),
    fc.constantFrom("日本", 'q"q', "$1", "a\\b", "{{x}}", "<<"),
);
const wildcard = fc.constantFrom("*", "*", ">");

export const literalSubject: Arbitrary<string> = fc.array(token, { minLength: 1, maxLength: 4 }).map((tokens) => tokens.join("."));

const broken = fc.constantFrom("", ".", "a..b", "a.", ">.a", "a b c", "a b", " a", "a\t b", "*a", "a>", "a.>.b", "\u0000", "a\nb");

/** A subject, with or without wildcards; rarely none at all. */
export const subject: Arbitrary<string> = often(
    fc
        .tuple(
            fc.array(fc.oneof({ arbitrary: token, weight: 4 }, { arbitrary: fc.constant("*"), weight: 1 }), { minLength: 1, maxLength: 3 }),
            fc.option(wildcard),
        )
        .map(([tokens, last]) => [...tokens, ...(last === null ? [] : [last])].join(".")),
    broken,
    70,
);

/** A subject and a queue group, whose name is to be a subject from NATS 2.15 on. */
export const queued: Arbitrary<string> = fc
    .tuple(literalSubject, often(fc.constantFrom("workers", "v1.*", "q", "_"), fc.constantFrom(".q", "q.", "a..b", ">.q"), 8))
    .map((pair) => pair.join(" "));

export const quantity = often(
    fc.constantFrom("1Mi", "64Mi", "1Gi", "1.5Gi", "10Gi", "1e6", "500k"),
    fc.constantFrom("0", "-1", "1.5", "7Ei", "9Ei", "x", "1gi"),
    50,
);

export const goDuration = often(
    fc.constantFrom("1s", "2s", "5s", "1m30s", "1.5h", "500ms"),
    fc.constantFrom("0s", "-1s", "1ns", "1d", "5", "", "2540400h"),
    40,
);
