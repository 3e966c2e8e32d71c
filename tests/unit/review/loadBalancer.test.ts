import assert from "node:assert/strict";
import { loadBalancerChange } from "../../../provider/review/loadBalancer";
import { type LoadBalancer, loadBalancerOf } from "../../../provider/kubernetes/service";

const NAME = "nats-external";

function change(there: LoadBalancer | undefined, loadBalancerClass: string | undefined, type = "LoadBalancer"): string | undefined {
    const object = { kind: "Service", name: NAME, annotations: {}, ...(there && { loadBalancer: there }) };
    const wanted = loadBalancerOf({ type, ...(loadBalancerClass !== undefined && { loadBalancerClass }) });
    return loadBalancerChange({ objects: [object] }, NAME, wanted)?.message;
}

describe("another load balancer", () => {
    it("is told, with what it cuts off", () => {
        const told = change({ class: "a" }, "b")!;
        assert.match(told, /^the Service nats-external is deleted and made anew, for service\.loadBalancerClass \("a" → "b"\): .*address/);
        assert.match(change({ class: undefined }, "b")!, /the cloud's own → "b"/);
        assert.match(change({ class: "a" }, undefined)!, /"a" → the cloud's own/);
    });

    it("is none where the class stays, or where one of both Services is no load balancer's", () => {
        assert.equal(change({ class: "a" }, "a"), undefined);
        assert.equal(change({ class: undefined }, undefined), undefined);
        assert.equal(change(undefined, "b"), undefined);
        assert.equal(change({ class: "a" }, undefined, "NodePort"), undefined);
    });
});
