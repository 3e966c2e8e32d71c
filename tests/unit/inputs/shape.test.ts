import assert from "node:assert/strict";
import { checkShape } from "../../../provider/inputs/shape";
import type { SettledMap } from "../../../provider/values/leaf";
import { type Inputs, problemsOf, secret, unknown } from "../../support/planning";

function shape(inputs: Inputs): ReturnType<typeof checkShape> {
    return checkShape(inputs as SettledMap);
}

describe("the shape of the inputs", () => {
    describe("a value of another type is refused, with what came and what is wanted", () => {
        const misfits: Record<string, { inputs: Inputs; path: string; says: string }> = {
            "text for a number": { inputs: { replicas: "3" }, path: "replicas", says: 'must be a whole number, got the string "3"' },
            "a fraction": { inputs: { replicas: 2.5 }, path: "replicas", says: "must be a whole number, got the number 2.5" },
            "text for a switch": { inputs: { external: "yes" }, path: "external", says: 'must be true or false, got the string "yes"' },
            "a number for a switch": { inputs: { external: 1 }, path: "external", says: "must be true or false, got the number 1" },
            "a switch for text": { inputs: { name: true }, path: "name", says: "must be a string, got the boolean true" },
            "a list for text": { inputs: { name: ["a"] }, path: "name", says: "must be a string, got a list" },
            "a map for text": { inputs: { namespace: { a: 1 } }, path: "namespace", says: "must be a string, got a map" },
            "text for a map": { inputs: { jetstream: "10Gi" }, path: "jetstream", says: 'must be a map, got the string "10Gi"' },
            "a list for a map": { inputs: { users: ["app"] }, path: "users", says: "must be a map, got a list" },
            "a map for a list": {
                inputs: { service: { loadBalancerSourceRanges: {} } },
                path: "service.loadBalancerSourceRanges",
                says: "must be a list, got a map",
            },
            "an item of another type": {
                inputs: { service: { loadBalancerSourceRanges: ["10.0.0.0/8", true] } },
                path: "service.loadBalancerSourceRanges[1]",
                says: "must be a string, got the boolean true",
            },
            "an entry of another type": {
                inputs: { service: { nodePorts: { nats: "30000" } } },
                path: "service.nodePorts.nats",
                says: 'must be a whole number, got the string "30000"',
            },
            "a value outside an enum": {
                inputs: { resourcesPreset: "huge" },
                path: "resourcesPreset",
                says: 'must be one of nano, micro, small, medium, large, xlarge, 2xlarge, got "huge"',
            },
            "an enum's value in capitals": { inputs: { resourcesPreset: "Small" }, path: "resourcesPreset", says: "did you mean small?" },
            "an enum inside a map": {
                inputs: { service: { type: "ClusterIP" } },
                path: "service.type",
                says: "must be one of LoadBalancer, NodePort",
            },
        };
        for (const [what, { inputs, path, says }] of Object.entries(misfits)) {
            it(`refuses ${what}`, () => {
                const { problems } = shape(inputs);
                assert.deepEqual(
                    problems.map((problem) => problem.path),
                    [path],
                );
                assert.ok(problems[0]!.reason.includes(says), problems[0]!.reason);
            });
        }
    });

    describe("an unknown name is refused, with the one that was meant", () => {
        const names: Record<string, { inputs: Inputs; path: string; says: string }> = {
            "of an input": {
                inputs: { replica: 3 },
                path: "replica",
                says: "is not an input of nats:index:Cluster; did you mean replicas?",
            },
            "in capitals": { inputs: { jetStream: {} }, path: "jetStream", says: "did you mean jetstream?" },
            "of a setting": {
                inputs: { jetstream: { sizes: "1Gi" } },
                path: "jetstream.sizes",
                says: "is not known here; did you mean size?",
            },
            "of a user's setting": {
                inputs: { users: { app: { pasword: "x" } } },
                path: "users.app.pasword",
                says: "did you mean password?",
            },
            "that is like no other": {
                inputs: { jetstream: { colour: 1 } },
                path: "jetstream.colour",
                says: "known are enabled, size, retainData",
            },
            "with a dot in it": { inputs: { users: { "a.b": { x: 1 } } }, path: 'users["a.b"].x', says: "is not known here" },
        };
        for (const [what, { inputs, path, says }] of Object.entries(names)) {
            it(`refuses one ${what}`, () => {
                const { problems } = shape(inputs);
                assert.deepEqual(
                    problems.map((problem) => problem.path),
                    [path],
                );
                assert.ok(problems[0]!.reason.includes(says), problems[0]!.reason);
            });
        }

        for (const name of ["__proto__", "constructor", "toString", "hasOwnProperty"]) {
            it(`refuses ${name}, which every object of JavaScript has`, () => {
                for (const [path, json] of [
                    [name, `{"${name}": {}}`],
                    [`jetstream.${name}`, `{"jetstream": {"${name}": 1}}`],
                ] as const) {
                    const { problems } = shape(JSON.parse(json) as Inputs);
                    assert.deepEqual(
                        problems.map((problem) => problem.path),
                        [path],
                    );
                }
            });
        }

        it("takes such a name where names are the user's own", () => {
            const { inputs, problems } = shape({ users: { constructor: { password: "x" } }, values: { toString: 1 } });
            assert.deepEqual(problems, []);
            assert.deepEqual(inputs, { users: { constructor: { password: "x" } }, values: { toString: 1 } });
        });
    });

    it("takes what is null as left out", () => {
        const { inputs, problems } = shape({
            replicas: null,
            jetstream: { size: null, enabled: false },
            service: { annotations: { a: null } },
        });
        assert.deepEqual(problems, []);
        assert.deepEqual(inputs, { jetstream: { enabled: false }, service: { annotations: {} } });
    });

    it("refuses null in lists, and tells of the items behind it by their own places", () => {
        const refused: readonly (readonly [inputs: Inputs, paths: readonly string[]])[] = [
            [{ external: true, service: { loadBalancerSourceRanges: [null, "10.0.0.0"] } }, ["service.loadBalancerSourceRanges"]],
            [{ networkPolicy: { clients: [null, {}] } }, ["networkPolicy.clients[1]"]],
            [{ networkPolicy: { monitoring: [5, {}] } }, ["networkPolicy.monitoring[1]"]],
            [{ accounts: { A: { exports: [null, { stream: "a..b" }] } } }, ["accounts.A.exports[1].stream"]],
            [{ accounts: { A: { exports: ["b", { service: "c..d" }] } } }, ["accounts.A.exports[1].service"]],
            [{ config: { merge: { accounts: { A: { imports: [null, { stream: {} }, {}] } } } } }, ["config.merge.accounts.A.imports[2]"]],
            [{ config: { merge: { server_tags: [null, "<< x >>"] } } }, ["config.merge.server_tags[1]"]],
        ];
        for (const [inputs, paths] of refused) {
            const problems = problemsOf({ users: { app: {} }, ...inputs });
            const nothing = problems.filter(({ path }) => /\[0\]$/.test(path));
            assert.equal(nothing.length, 1, JSON.stringify(problems));
            assert.match(nothing[0]!.reason, /is nothing \(null\); remove the item|must be/);
            for (const path of paths) {
                assert.ok(
                    problems.some((problem) => problem.path === path),
                    JSON.stringify(problems),
                );
            }
        }
    });

    it("tells of settings by the words of the inputs, and of subjects by the user's own", () => {
        const mappings = { "new_orders.x_y": [{ destination: "b", weigth: 5 }], a_b: [{ destination: "\u0001" }] };
        assert.deepEqual(
            problemsOf({ users: { app: {} }, accounts: { A: { mappings, exports: [{ service: "c", responseType: "x" }] } } }).map(
                ({ path }) => path,
            ),
            [
                'accounts.A.mappings["new_orders.x_y"][0].weigth',
                "accounts.A.exports[0].responseType",
                "accounts.A.mappings.a_b[0].destination",
                "accounts.A.mappings",
            ],
        );
    });

    it("takes a user with nothing after the colon (`app:`) as a user of whom nothing is said", () => {
        assert.deepEqual(shape({ users: { app: null, bob: {} } }), { inputs: { users: { app: {}, bob: {} } }, problems: [] });
    });

    it("takes numbers for text, as YAML writes quantities, but not for a password", () => {
        const { inputs, problems } = shape({ resources: { cpu: 2, memory: 536870912 }, users: { bob: { password: 123456 } } });
        assert.deepEqual(inputs["resources"], { cpu: "2", memory: "536870912" });
        assert.deepEqual(problems, [{ path: "users.bob.password", reason: "must be a string, got a number" }]);
    });

    it("never repeats what stands where a password belongs, or where a user does", () => {
        for (const users of ["hunter2", { app: "hunter2" }, { app: ["hunter2"] }, { app: { password: ["hunter2"] } }, ["hunter2"]]) {
            const { problems } = shape({ users });
            assert.equal(problems.length, 1, JSON.stringify(users));
            assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
        }
    });

    it("looks into secrets that are known, without saying what they are", () => {
        const { inputs, problems } = shape({ replicas: secret("hunter2"), name: secret("nats"), external: secret("hunter2") });
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["replicas", "external"],
        );
        assert.doesNotMatch(JSON.stringify(problems), /hunter2/);
        assert.deepEqual(Object.keys(inputs), ["name"]);
    });

    it("names the allowed values when a secret is not one of them", () => {
        const { problems } = shape({ resourcesPreset: secret("huge") });
        assert.match(problems[0]?.reason ?? "", /must be one of nano, micro/);
    });

    it("lets what isn't known yet be anything", () => {
        const inputs = { replicas: unknown(), users: { app: unknown() }, config: unknown(), resourcesPreset: unknown() };
        assert.deepEqual(shape(inputs), { inputs, problems: [] });
    });

    it("reports every misfit at once, and keeps what fits for the rules to go on with", () => {
        const { inputs, problems } = shape({ replicas: "x", external: 1, jetstream: { size: [], enabled: false }, nme: "a" });
        assert.deepEqual(
            problems.map(({ path }) => path),
            ["replicas", "external", "jetstream.size", "nme"],
        );
        assert.deepEqual(inputs, { jetstream: { enabled: false } });
    });
});
