// Which subjects can go where, as nats-server 2.14.2 takes them: each was tried on it.
import assert from "node:assert/strict";
import { canImportService, canImportStream, canMap } from "../../../../provider/nats/mappings";
import type { Inputs } from "../../../support/planning";
import { type Refusal, itRefuses } from "../../../support/refusals";

const account = (mappings: Inputs): Inputs => ({ users: { app: {} }, accounts: { A: { mappings } } });

function mapped(wrong: Inputs, right: Inputs, ...says: string[]): Refusal {
    return { inputs: account(wrong), path: "accounts.A.mappings", says, near: account(right) };
}

describe("rules for mappings", () => {
    itRefuses({
        "a weight beyond all messages": mapped(
            { a: [{ destination: "b", weight: 101 }] },
            { a: [{ destination: "b", weight: 100 }] },
            "from 0 to 100",
        ),
        "a destination with a wildcard": mapped({ a: [{ destination: "b.*" }] }, { a: [{ destination: "b.c" }] }, '"b.*"'),
        "a wildcard that the subject lacks": mapped({ "a.*": [{ destination: "b.$2" }] }, { "a.*": [{ destination: "b.$1" }] }, '"b.$2"'),
        "a destination twice": mapped(
            {
                a: [
                    { destination: "b", weight: 10 },
                    { destination: "b", weight: 20 },
                ],
            },
            {
                a: [
                    { destination: "b", weight: 10 },
                    { destination: "c", weight: 20 },
                ],
            },
            "once",
        ),
        "a negative weight": mapped({ a: [{ destination: "b", weight: -1 }] }, { a: [{ destination: "b", weight: 0 }] }, "from 0 to 100"),
        "a subject that reads as a destination": mapped({ "{{x}}": [] }, { x: [], "{{y}}": [{ destination: "b" }] }, "where all messages"),
        "weights of more than all in one cluster": mapped(
            {
                a: [
                    { destination: "b", weight: 60 },
                    { destination: "c", weight: 60 },
                ],
            },
            {
                a: [
                    { destination: "b", weight: 60 },
                    { destination: "c", weight: 60, cluster: "east" },
                ],
            },
            "at most 100",
        ),
    });

    const tried: Readonly<Record<string, { readonly source: string; readonly works: string[]; readonly fails: string[] }>> = {
        "know the functions of destinations": {
            source: "a.*",
            works: [
                "b.{{wildcard(1)}}",
                "{{partition(3,1)}}",
                "{{ SplitFromLeft(1, 2) }}",
                "b.{{split(1,-)}}",
                "{{random(5)}}",
                "$JS.x",
                "{{sliceFromRight(1,2)}}",
                "{{SliceFromLeft(1,0)}}",
                "c.{{wildcard(1)}}x",
                "{{ partition (3, 1) }}",
            ],
            fails: [
                "{{x}}",
                "{{wildcard()}}",
                "{{wildcard(2)}}",
                "{{partition(x)}}",
                "{{split(1)}}",
                "b.>",
                "b..c",
                "",
                "b.*",
                "{{left(1,2)}}",
                "{{right(1,2)}}",
                "{{PARTITION(3,1)}}",
                "{{partition(3000000000)}}",
                "{{partition(99999999999)}}",
                "b c",
            ],
        },
        "take over nothing where there is no wildcard": {
            source: "a",
            works: ["b", "{{partition(3)}}", "{{partition(3,1)}}", "{{random(5)}}"],
            fails: ["$1", "{{wildcard(1)}}", "{{split(1,-)}}"],
        },
    };
    for (const [what, { source, works, fails }] of Object.entries(tried)) {
        it(what, () => {
            assert.deepEqual(
                [...works, ...fails].filter((destination) => canMap(source, destination)),
                works,
            );
        });
    }
});

describe("what is imported", () => {
    const known = (canImport: typeof canImportStream, source: string, names: readonly string[]) =>
        names.filter((name) => canImport(source, name));

    it("can be a stream by a name with all its wildcards, in any order and as often as is wanted", () => {
        const works = ["b.*.*", "x.*.*", "x.$2.$1", "x.*.$2", "x.$1.y.{{wildcard(2)}}", "x.$1.$1"];
        const fails = ["x", "x.*", "x.$1", "x.$3.$1", "x.*.*.>", "x..*.*", "{{partition(3,1)}}.$1.$2", "x y.*.*"];
        assert.deepEqual(known(canImportStream, "b.*.*", [...works, ...fails]), works);
    });

    it("can be a service by a name with each wildcard once", () => {
        const works = ["b.*.*", "x.*.*", "x.$2.$1", "x.$2.*", "x.{{wildcard(1)}}.$2"];
        const fails = ["x", "x.*", "x.$1.$1", "x.*.$1", "x.*.*.*", "x.$1.$2x"];
        assert.deepEqual(known(canImportService, "b.*.*", [...works, ...fails]), works);
    });

    it("can't be a service by its own number, nor by what only looks like one", () => {
        assert.deepEqual(known(canImportService, "b.$1.*", ["b.$1.*", "y.*"]), ["b.$1.*"]);
        assert.deepEqual(known(canImportService, "b.*", ["x.$1", "x.$1.$2x"]), ["x.$1"]);
    });

    it("can be one subject: of a stream by another one, of a service by any that requests may have", () => {
        assert.deepEqual(known(canImportStream, "b", ["x", "x.y", "x.*", ">", "x y", ""]), ["x", "x.y"]);
        assert.deepEqual(known(canImportService, "b", ["x", "x.*", "x.>", "x y", ""]), ["x", "x.*", "x.>"]);
    });
});
