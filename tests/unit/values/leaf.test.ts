import * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { inspect } from "node:util";
import { LeafOutputs } from "../../../provider/create/leafOutputs";
import { Leaf, hasSecret, leavesOf, mapLeaves } from "../../../provider/values/leaf";
import { derive, interpolate } from "../../../provider/values/text";
import { openOutput, unknownOutput } from "../../support/outputs";

const PASSWORD = "correct horse";
const secret = (value = PASSWORD): Leaf<string> => Leaf.secret(value, value);

function output(leaf: unknown): Promise<{ value: unknown; known: boolean; secret: boolean }> {
    return openOutput(new LeafOutputs().inputs(leaf as Leaf));
}

describe("a secret leaf", () => {
    it("shows its value to nobody who prints, inspects or serialises it", () => {
        const holder = { user: "app", password: secret().map((value) => `x${value}`) };
        assert.doesNotMatch(inspect(holder, { depth: 9, showHidden: true, getters: true }), /correct|horse/);
        assert.doesNotMatch(Object.values(holder.password).map(String).join(), /horse/);
        assert.throws(
            () => JSON.stringify(holder),
            (error: Error) => !error.message.includes("horse"),
        );
    });

    it("can be asked a question, before and after something is computed of it", () => {
        assert.equal(
            secret().passes((value) => value.length === 13),
            true,
        );
        assert.equal(
            secret()
                .map((value) => value.length)
                .passes((length) => length > 13),
            false,
        );
        assert.equal(
            Leaf.unknown(undefined, true).passes(() => true),
            undefined,
        );
    });

    it("becomes a secret Output, however it came and whatever is computed of it", async () => {
        assert.deepEqual(await output(secret()), { value: PASSWORD, known: true, secret: true });
        const upper = secret().map((value) => value.toUpperCase());
        assert.deepEqual(await output(upper), { value: "CORRECT HORSE", known: true, secret: true });
        assert.deepEqual(await output(Leaf.unknown("came plain", false).hidden()), { value: "came plain", known: true, secret: true });
    });
});

describe("an unknown leaf", () => {
    it("stays unknown through everything computed of it, without becoming a secret", async () => {
        const leaf = Leaf.unknown<string>(unknownOutput(), false);
        assert.deepEqual(await output(interpolate`nats://${leaf.map((name) => name.toUpperCase())}.svc`), {
            value: undefined,
            known: false,
            secret: false,
        });
        assert.equal(leaf.reveal(), undefined);
    });
});

describe("a text with holes", () => {
    it("is plain when everything in it is", () => {
        assert.equal(interpolate`nats://${"nats"}.${"prod"}.svc:${4222}`, "nats://nats.prod.svc:4222");
    });

    it("is a secret when a secret is in it, and unknown when an unknown is", async () => {
        const url = interpolate`nats://app:${secret()}@${"host"}:${4222}`;
        assert.ok(url instanceof Leaf && url.secret);
        assert.deepEqual(await output(url), { value: `nats://app:${PASSWORD}@host:4222`, known: true, secret: true });
        const mixed = await output(interpolate`${secret()}@${Leaf.unknown<string>(unknownOutput(), false)}`);
        assert.deepEqual([mixed.known, mixed.secret], [false, true]);
    });

    it("computes at once of a plain value, later of a leaf", async () => {
        assert.equal(
            derive("1Gi", (size) => `${size}!`),
            "1Gi!",
        );
        assert.equal((await output(derive(Leaf.unknown<string>("2Gi", false), (size) => `${size}!`))).value, "2Gi!");
    });
});

describe("a tree with leaves", () => {
    const leaf = secret();
    const tree = { a: [1, { b: leaf }, null], c: undefined, d: "plain" };

    it("tells its leaves, and whether one is secret", () => {
        assert.deepEqual(leavesOf(tree), [leaf]);
        assert.equal(hasSecret(tree), true);
        assert.equal(hasSecret({ a: [Leaf.unknown(undefined, false)] }), false);
    });

    it("keeps its shape when the leaves are replaced", () => {
        assert.deepEqual(
            mapLeaves(tree, () => "put in"),
            { a: [1, { b: "put in" }, null], c: undefined, d: "plain" },
        );
    });

    it("is computed at once when it has no leaves", () => {
        assert.equal(
            Leaf.of({ a: [1] }, (filled) => JSON.stringify(filled)),
            '{"a":[1]}',
        );
    });

    it("is filled in, leaf by leaf and once each, before it is computed", async () => {
        const twice = Leaf.of({ first: leaf, again: [leaf] }, (filled) => JSON.stringify(filled));
        assert.deepEqual(await output(twice), { value: `{"first":"${PASSWORD}","again":["${PASSWORD}"]}`, known: true, secret: true });
    });
});

describe("the resolver", () => {
    it("gives what resources have made, as secrets, by the name that the plan knows it by", async () => {
        const resolver = new LeafOutputs();
        resolver.provide("password app", pulumi.output("made by random"));
        const { value, secret: hidden } = await openOutput(resolver.inputs({ password: Leaf.generated("app") }));
        assert.deepEqual(value, { password: "made by random" });
        assert.equal(hidden, true);
    });

    it("fails rather than writing a user without a password", async () => {
        assert.throws(() => new LeafOutputs().inputs({ password: Leaf.generated("nobody") }), /nobody/);
        const lost = Leaf.of({ user: "app", password: Leaf.unknown(undefined, true) }, (filled) => JSON.stringify(filled));
        await assert.rejects(output(lost), /leaf/);
    });

    it("makes the Output of a leaf once, though the leaf is used in many places", async () => {
        let computed = 0;
        const counted = Leaf.unknown<string>("x", false).map((value) => {
            computed += 1;
            return value;
        });
        const resolver = new LeafOutputs();
        await openOutput(resolver.inputs({ a: counted, b: [counted] }));
        assert.equal(computed, 1);
    });
});
