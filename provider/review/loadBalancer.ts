import { type Notice, warning } from "./notice";
import type { Seen } from "./seen";

/** The Service for clients outside that is to be. What isn't known yet is undefined. */
export interface WantedService {
    readonly name?: string;
    readonly type?: string;
    readonly loadBalancerClass?: string;
}

/** Of a load balancer's Service Kubernetes lets nobody change the class, so the Service is made anew. */
export function loadBalancerChange({ objects }: Pick<Seen, "objects">, wanted: WantedService): Notice | undefined {
    const there = objects.find(({ kind, name }) => kind === "Service" && name === wanted.name)?.loadBalancer;
    if (there === undefined || wanted.type !== "LoadBalancer" || there.class === wanted.loadBalancerClass) {
        return undefined;
    }
    const [before, after] = [there.class, wanted.loadBalancerClass].map((name) =>
        name === undefined ? "the cloud's own" : JSON.stringify(name),
    );
    return warning(
        "service-replaced",
        `the Service ${wanted.name} is deleted and made anew, for service.loadBalancerClass (${before} → ${after}): clients outside are cut off until ` +
            "the other load balancer is there, and its address may be another",
    );
}
