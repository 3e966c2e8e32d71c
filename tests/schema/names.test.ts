// An input is added and changed in its entry, its rules and its tests: what else follows from its entry. A name that spreads shows that
// something has been written by hand which the entry could say.
import assert from "node:assert/strict";
import { readFileSync, readdirSync } from "node:fs";
import { join } from "node:path";
import { ROOT } from "../../scripts/contract/read";
import { entries } from "../support/inputs";
import { readersOf } from "../support/readers";

const PROVIDER = join(ROOT, "provider");
const CONTRACT = join(PROVIDER, "inputs", "contract.ts");
/** The file with its rules, the one that makes something of it, and two more. */
const MOST = 4;

/** Words that say something else most times that they are found. By them alone nobody finds the input, and the types are asked instead. */
const PLAIN_WORDS: Readonly<Record<string, readonly string[]>> = {
    "words of English and of programs": [
        "to",
        "type",
        "name",
        "key",
        "values",
        "size",
        "share",
        "prefix",
        "enabled",
        "external",
        "config",
        "merge",
    ],
    "what NATS has, in nats.conf or in its grammar": [
        ...["users", "accounts", "account", "password", "permissions", "jetstream", "cluster", "clients", "resolver", "operator", "limits"],
        ...["imports", "exports", "stream", "service", "subject", "mappings", "monitoring", "allow"],
    ],
    "fields of Kubernetes, and what the chart has of them": [
        ...["namespace", "replicas", "resources", "requests", "cpu", "memory", "annotations", "ports", "chart"],
    ],
};

/** What is found in more files, and has to be: how many, and why. */
const MORE: Readonly<Record<string, { readonly files: number; readonly why: string }>> = {
    chartVersion: { files: 6, why: "it is the name of an output, too, which the plan has and the component gives" },
};

/** What is read in more files, and has to be: how many, and why. */
const READ_IN_MORE: Readonly<Record<string, { readonly files: number; readonly why: string }>> = {
    namespace: { files: 5, why: "it is part of every address, and of every object's" },
    replicas: { files: 15, why: "one server and several are two kinds of clusters: in nats.conf, in probes, routes, claims and streams" },
    "jetstream.enabled": { files: 17, why: "whether anything is stored decides about volumes, probes, users' accounts and most settings" },
};

const files = readdirSync(PROVIDER, { recursive: true, encoding: "utf8" })
    .filter((name) => name.endsWith(".ts"))
    .map((name) => join(PROVIDER, name))
    .filter((path) => path !== CONTRACT);
const texts = files.map((path) => ({ path, words: new Set(readFileSync(path, "utf8").split(/\W+/)) }));

function filesWith(name: string): string[] {
    return texts.filter(({ words }) => words.has(name)).map(({ path }) => inProvider(path));
}

function inProvider(path: string): string {
    return path.slice(PROVIDER.length + 1);
}

describe("the name of an input", () => {
    const plain = Object.values(PLAIN_WORDS).flat();
    const names = [...new Set(entries.map(({ name }) => name))];

    for (const name of names.filter((name) => !plain.includes(name))) {
        it(`is found in ${MORE[name]?.files ?? MOST} files of the provider at most: ${name}`, () => {
            const found = filesWith(name);
            assert.ok(found.length <= (MORE[name]?.files ?? MOST), `${name} is in ${found.length} files: ${found.join(", ")}`);
        });
    }

    it("is called a plain word, or found in more, only where it is", () => {
        const few = [...plain, ...Object.keys(MORE)].filter((name) => !names.includes(name) || filesWith(name).length <= MOST);
        assert.deepEqual(few, []);
    });
});

describe("an input of one value", () => {
    let readIn: ReadonlyMap<string, readonly string[]>;

    before(() => (readIn = readersOf("SimpleInputs", CONTRACT, files)));

    it("is read in few files, whatever it is called", () => {
        const spread = [...readIn].filter(([path, found]) => found.length > (READ_IN_MORE[path]?.files ?? MOST));
        assert.deepEqual(
            spread.map(([path, found]) => `${path} is read in ${found.length} files: ${found.map(inProvider).join(", ")}`),
            [],
        );
    });

    it("is read in more only where it has to be", () => {
        const few = Object.keys(READ_IN_MORE).filter((path) => (readIn.get(path) ?? []).length <= MOST);
        assert.deepEqual(few, []);
    });
});
