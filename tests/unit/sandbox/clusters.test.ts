import assert from "node:assert/strict";
import { kindOf } from "../../../sandbox/clusters";
import { layoutOf } from "../../../sandbox/layout";

describe("sandbox: clusters", () => {
    const layout = layoutOf("/checkout", { XDG_CACHE_HOME: "/xdg" });

    it("are the sandbox's to throw away, or the user's", () => {
        assert.equal(kindOf("/tmp/nats-cluster/kubeconfig", layout), "disposable");
        assert.equal(kindOf("/checkout/.sandbox/kind-kubeconfig", layout), "kind");
        assert.equal(kindOf("/home/user/.kube/config", layout), "given");
        assert.equal(kindOf("/other/.sandbox/kind-kubeconfig", layout), "given");
    });

    it("share one cache, wherever it is wanted", () => {
        assert.equal(layout.cache, "/xdg/pulumi-nats");
        assert.equal(layoutOf("/checkout", { SANDBOX_CACHE: "/c", XDG_CACHE_HOME: "/xdg" }).cache, "/c");
        assert.match(layoutOf("/checkout", {}).cache, /\/\.cache\/pulumi-nats$/);
    });
});
