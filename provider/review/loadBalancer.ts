import type { LoadBalancer } from "../kubernetes/service";
import { type Notice, warning } from "./notice";
import type { Seen } from "./seen";

/** Of a load balancer's Service Kubernetes lets nobody change the class, so the Service is made anew. */
export function loadBalancerChange(
    { objects }: Pick<Seen, "objects">,
    service: string,
    wanted: LoadBalancer | undefined,
): Notice | undefined {
    const there = objects.find(({ kind, name }) => kind === "Service" && name === service)?.loadBalancer;
    if (there === undefined || wanted === undefined || there.class === wanted.class) {
        return undefined;
    }
    const [before, after] = [there.class, wanted.class].map((name) => (name === undefined ? "the cloud's own" : JSON.stringify(name)));
    return warning(
        "service-replaced",
        `the Service ${service} is deleted and made anew, for service.loadBalancerClass (${before} → ${after}): clients outside are cut off until ` +
            "the other load balancer is there, and its address may be another",
    );
}
