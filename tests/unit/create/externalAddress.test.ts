import assert from "node:assert/strict";
import { addressOf } from "../../../provider/create/service";

describe("the address of the external Service", () => {
    const balanced = (...ingress: { ip?: string; hostname?: string }[]): string | undefined => addressOf({ loadBalancer: { ingress } });

    it("is what the load balancer got, as a URL wants it", () => {
        assert.equal(balanced({ ip: "203.0.113.7" }), "203.0.113.7");
        assert.equal(balanced({ ip: "2001:db8::7" }), "[2001:db8::7]");
        assert.equal(balanced({ hostname: "lb.example.com" }), "lb.example.com");
        assert.equal(balanced({ ip: "203.0.113.7", hostname: "lb.example.com" }, { ip: "203.0.113.8" }), "lb.example.com");
    });

    it("is none where the load balancer has none", () => {
        for (const status of [
            undefined,
            {},
            { loadBalancer: {} },
            { loadBalancer: { ingress: [] } },
            { loadBalancer: { ingress: [{}] } },
        ]) {
            assert.equal(addressOf(status), undefined);
        }
    });
});
