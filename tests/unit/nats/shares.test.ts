// What accounts may take of each other, as nats-server 2.14.2 decides it: each was tried on it, in every order of the accounts.
import assert from "node:assert/strict";
import { type Import, type Offer, type ShareKind, formsCycle, isOffered, repeated } from "../../../provider/nats/shares";
import { collide } from "../../../provider/nats/subjects";

const offer = (subject: string, accounts: string[] = [], position = 0): Offer => ({ kind: "stream", subject, accounts, position });
const take = (account: string, subject: string, to = subject, kind: ShareKind = "stream"): Import => ({ kind, account, subject, to });

describe("what an account is offered", () => {
    const offered = (subject: string, ...offers: Offer[]) => isOffered(offers, take("B", subject), "A");

    it("is within an export of the same kind", () => {
        assert.ok(offered("a.b", offer("a.*")));
        assert.ok(!offered("a.>", offer("a.*")));
        assert.ok(!isOffered([offer("a")], take("B", "a", "a", "service"), "A"));
    });

    it("is anything within an export whose token begins with *", () => {
        assert.ok(offered("b", offer("*a")));
        assert.ok(!offered("*", offer("*a")));
    });

    it("is for the accounts that any export of the subject names, or for all", () => {
        assert.ok(offered("a", offer("a", ["C"]), offer("a", ["A"])));
        assert.ok(!offered("a", offer("a", ["C"]), offer("a")));
    });

    it("has to be for it by every export around the subject: the server asks any of them", () => {
        assert.ok(offered("a.b", offer("*.b", ["A"]), offer("a.*")));
        assert.ok(!offered("a.b", offer("*.b", ["C"]), offer("a.*")));
    });

    it("has the account's name where the export wants one", () => {
        assert.ok(offered("A.b", offer("*.b", [], 1)));
        assert.ok(!offered("C.b", offer("*.b", [], 1)));
        assert.ok(!offered("*.b", offer("*.b", [], 1)));
    });
});

describe("what is imported a second time", () => {
    it("is a stream of the same subject, and a service by the same name, also by numbers for wildcards", () => {
        const service = (subject: string, to: string) => take("B", subject, to, "service");
        assert.ok(repeated([take("B", "a", "x")], take("B", "a", "y")));
        assert.ok(!repeated([take("C", "a"), take("B", "b")], take("B", "a")));
        assert.ok(repeated([service("a.*", "x.$1")], service("b.*", "x.*")));
        assert.ok(!repeated([service("a.*", "x.*")], service("b.*", "y.*")));
    });
});

describe("imports that come back", () => {
    const ALL: readonly Offer[] = [offer(">"), { ...offer(">"), kind: "service" }];
    const comesBack = (own: Import, others: Readonly<Record<string, readonly Import[]>>, offers = ALL) =>
        formsCycle({ offersOf: () => offers, importsOf: (name) => others[name] ?? [] }, "A", own);

    it("do so by what they are known as, or by what they were", () => {
        assert.ok(comesBack(take("B", "a", "x"), { B: [take("A", "a")] }));
        assert.ok(comesBack(take("B", "a", "x"), { B: [take("A", "y", "x")] }));
        assert.ok(!comesBack(take("B", "a", "x"), { B: [take("A", "b")] }));
    });

    it("do so through others, and by two ways to one that imports more", () => {
        const through = { B: [take("C", "a")], C: [take("D", "a")], D: [take("A", "a")] };
        assert.ok(comesBack(take("B", "a"), through));
        assert.ok(comesBack(take("B", "a"), { B: [take("C", "a"), take("D", "a", "a")], C: [take("D", "a")], D: [take("E", "a")] }));
        assert.ok(!comesBack(take("B", "a"), { ...through, D: [take("A", "e")] }));
    });

    it("don't by what the one in between takes no part of", () => {
        const service = (account: string, subject: string) => take(account, subject, subject, "service");
        assert.ok(!comesBack(service("B", ">"), { B: [service("C", "x")], C: [service("A", "y")] }));
        assert.ok(comesBack(service("B", ">"), { B: [service("C", "x")], C: [service("A", "x")] }));
    });

    it("don't by streams that the one in between does not export", () => {
        assert.ok(!comesBack(take("B", "a"), { B: [take("A", "a")] }, [offer("b")]));
        assert.ok(comesBack(take("B", "a", "a", "service"), { B: [take("A", "a", "a", "service")] }, [offer("b")]));
    });
});

describe("subjects that collide", () => {
    it("may be of one message", () => {
        const pairs = ["a a", "a *", "a.b >", "a.* *.b", "a.> a.b.c", "a.> *.*.c", "a.*.> a.b"].map((pair) => pair.split(" "));
        const collided = pairs.filter(([one, other]) => collide(one!, other!) && collide(other!, one!));
        assert.deepEqual(collided, pairs.slice(0, -1));
    });

    it("have as many tokens, unless one goes on", () => {
        const pairs = ["a b", "a.* b.*", "a.* a.b.>", "a.b.* a.*", "a a.>"].map((pair) => pair.split(" "));
        assert.deepEqual(
            pairs.filter(([one, other]) => collide(one!, other!) || collide(other!, one!)),
            [],
        );
    });
});
