import * as pulumi from "@pulumi/pulumi";
import { DependencyResource } from "@pulumi/pulumi/resource";
import assert from "node:assert/strict";
import { LeafOutputs } from "../../../provider/create/leafOutputs";
import { settle } from "../../../provider/engine/settle";
import { type Settled, Leaf, leavesOf } from "../../../provider/values/leaf";
import { openOutput, outputFrom, unknownOutput } from "../../support/outputs";

async function settled(inputs: pulumi.Inputs): Promise<Record<string, Settled>> {
    const { inputs: opened, problems } = await settle(inputs);
    assert.deepEqual(problems, []);
    return opened;
}

/** What a leaf turns into again when a resource is made of it. */
function resolved(leaf: Settled): Promise<{ value: unknown; known: boolean; secret: boolean }> {
    assert.ok(leaf instanceof Leaf, "is a leaf");
    return openOutput(new LeafOutputs().output(leaf));
}

describe("settling the inputs", () => {
    it("leaves plain data as it is", async () => {
        const plain = { replicas: 3, external: false, users: { app: {} }, list: [1, [2, { three: null }]], nothing: undefined };
        assert.deepEqual(await settled(plain), plain);
    });

    it("opens Outputs and promises at any depth", async () => {
        const inputs = {
            replicas: pulumi.output(3),
            users: pulumi.output({ app: pulumi.output({ note: Promise.resolve("x") }) }),
            list: [pulumi.output("a"), Promise.resolve(pulumi.output("b"))],
        };
        assert.deepEqual(await settled(inputs), { replicas: 3, users: { app: { note: "x" } }, list: ["a", "b"] });
    });

    it("makes of a whole secret map a plain map of secrets, so that names are not secret", async () => {
        const { users } = await settled({ users: pulumi.secret({ app: {}, bob: { password: "hunter2", tags: ["a"] } }) });
        const { app, bob } = users as Record<string, Record<string, Settled>>;
        assert.deepEqual(app, {});
        assert.deepEqual(Object.keys(bob!), ["password", "tags"]);
        assert.deepEqual(await resolved(bob!["password"]), { value: "hunter2", known: true, secret: true });
        assert.equal(leavesOf(users).length, 2);
    });

    it("keeps one secret in a plain map and in a list a secret, and nothing around it", async () => {
        const { users, list } = await settled({
            users: { bob: { password: pulumi.secret("hunter2") } },
            list: ["plain", pulumi.output(pulumi.secret("s"))],
        });
        assert.deepEqual(await resolved((users as { bob: { password: Settled } }).bob.password), {
            value: "hunter2",
            known: true,
            secret: true,
        });
        const [plain, hidden] = list as Settled[];
        assert.equal(plain, "plain");
        assert.deepEqual(await resolved(hidden), { value: "s", known: true, secret: true });
    });

    it("keeps secrecy that comes from an Output around the value", async () => {
        const { password } = await settled({ password: pulumi.secret("a").apply((value) => `${value}b`) });
        assert.deepEqual(await resolved(password), { value: "ab", known: true, secret: true });
    });

    it("takes a secret that holds nothing as nothing", async () => {
        assert.deepEqual(await settled({ a: pulumi.secret(null), b: pulumi.secret({}), c: pulumi.secret([]) }), { a: null, b: {}, c: [] });
    });

    it("keeps false and 0 and the empty text as secrets: they are values", async () => {
        const { a, b, c } = await settled({ a: pulumi.secret(false), b: pulumi.secret(0), c: pulumi.secret("") });
        assert.deepEqual(await Promise.all([a, b, c].map(async (leaf) => (await resolved(leaf)).value)), [false, 0, ""]);
    });

    it("leaves one unknown value in a known map unknown, and the map around it known", async () => {
        const map = pulumi.output({ app: { password: unknownOutput() }, bob: {} });
        const { users } = await settled({ users: map });
        const { app, bob } = users as { app: { password: Settled }; bob: Settled };
        assert.deepEqual(bob, {});
        assert.deepEqual(await resolved(app.password), { value: undefined, known: false, secret: false });
    });

    it("leaves an unknown map one unknown value, and secret if it was", async () => {
        const { users, config } = await settled({ users: pulumi.secret(unknownOutput()), config: unknownOutput() });
        assert.deepEqual(await resolved(users), { value: undefined, known: false, secret: true });
        assert.deepEqual(await resolved(config), { value: undefined, known: false, secret: false });
    });

    it("finds unknown values inside what an Output holds", async () => {
        const { config } = await settled({ config: pulumi.secret(pulumi.output({ merge: { a: pulumi.unknown, b: 1 } })) });
        const { a, b } = (config as { merge: Record<string, Settled> }).merge;
        assert.deepEqual(await resolved(a), { value: undefined, known: false, secret: true });
        assert.deepEqual(await resolved(b), { value: 1, known: true, secret: true });
    });

    it("keeps names that JavaScript gives a meaning to as names", async () => {
        const users = JSON.parse('{"__proto__": {"password": "x"}, "constructor": {}}') as object;
        const opened = await settled({ users });
        assert.deepEqual(Object.keys(opened["users"] as object), ["__proto__", "constructor"]);
    });

    it("collects the resources that the inputs come from, at every depth", async () => {
        const urn = (name: string): string => `urn:pulumi:s::p::pkg:index:Thing::${name}`;
        const { dependencies } = await settle({
            plain: 1,
            one: outputFrom([urn("a")], "x"),
            two: [{ deep: outputFrom([urn("a")], outputFrom([urn("b")], "y")) }],
            three: outputFrom([urn("c")], { password: "z" }, true),
            four: outputFrom([urn("d")], pulumi.unknown),
        });
        const urns = await Promise.all(dependencies.map(async ({ urn: own }) => (await openOutput(own)).value));
        assert.deepEqual([...new Set(urns)].sort(), ["a", "b", "c", "d"].map(urn));
    });

    const foreign: Record<string, unknown> = {
        "a resource": new DependencyResource("urn:pulumi:s::p::pkg:index:Thing::thing"),
        "an asset": new pulumi.asset.StringAsset("hunter2"),
        "an archive": new pulumi.asset.AssetArchive({ file: new pulumi.asset.StringAsset("hunter2") }),
    };
    for (const [what, value] of Object.entries(foreign)) {
        it(`refuses ${what}, naming where it is and nothing of what it holds`, async () => {
            const { problems } = await settle({ config: { merge: { tls: pulumi.secret({ ca: [value] }) } } });
            assert.deepEqual(
                problems.map(({ path }) => path),
                ["config.merge.tls.ca[0]"],
            );
            assert.match(problems[0]!.reason, /must be plain data/);
            assert.doesNotMatch(problems[0]!.reason, /hunter2/);
        });
    }
});
