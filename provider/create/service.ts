import { Service } from "@pulumi/kubernetes/core/v1/service";
import * as pulumi from "@pulumi/pulumi";
import { isIPv6 } from "node:net";
import { NOT_AWAITED } from "../kubernetes/annotations";
import { BALANCER_CLASS } from "../kubernetes/service";
import type { Plan } from "../plan/plan";
import { EXTERNAL_ADDRESS } from "../values/leaf";
import type { Context } from "./context";
import type { Reviewed } from "./reviewed";

/** The Service for clients outside. Made when the servers are ready, and on destroy gone before them. */
export function createService(
    context: Context,
    { service, timeoutSeconds }: Plan,
    reviewed: Reviewed,
    dependsOn: pulumi.Resource[],
): pulumi.Resource[] {
    if (service === undefined) {
        return [];
    }
    const { leaves, namespace, owned, options } = context;
    const annotations = {
        ...(leaves.inputs(service.annotations) as Record<string, pulumi.Input<string>>),
        ...owned,
        ...(!service.await && NOT_AWAITED),
    };
    const timeout = `${timeoutSeconds}s`;
    const created = new Service(
        service.resource,
        {
            metadata: { name: leaves.input(service.name), namespace, annotations },
            spec: { ...(leaves.inputs(service.spec) as object), ...(reviewed.preview && reviewed.serviceReplaced && UNKNOWN_CLASS) },
        },
        {
            ...options,
            dependsOn,
            customTimeouts: { create: timeout, update: timeout },
            // Kubernetes lets nobody change it, and the name of the Service is fixed.
            replaceOnChanges: [`spec.${BALANCER_CLASS}`],
            deleteBeforeReplace: true,
        },
    );
    if (service.addressed) {
        const address = pulumi.all([created.status, leaves.input(service.name)]).apply(([status, name]) => {
            const found = addressOf(status);
            if (found === undefined) {
                void pulumi.log.warn(withoutAddress(name), options.parent);
            }
            return found;
        });
        leaves.provide(EXTERNAL_ADDRESS, address);
    }
    return [created];
}

/**
 * Before it deletes the Service, the kubernetes plugin asks the API whether the new one could be made, while the old one is still there, and
 * is refused: "may not change once set". With anything unknown in it, nobody is asked.
 * https://github.com/pulumi/pulumi-kubernetes/blob/v4.32.0/provider/pkg/provider/provider.go (`skipPreview`)
 */
const UNKNOWN_CLASS = { [BALANCER_CLASS]: pulumi.output(pulumi.unknown) as unknown as pulumi.Output<string> };

function withoutAddress(name: string): string {
    return (
        `the load balancer of the Service ${name} has no address, so externalUrl and external-uri are left out; ` +
        "look at the Service's events, and run `pulumi up --refresh` when the load balancer has one"
    );
}

/** What of a Service's status is read. The SDK's types promise every part of it; the API gives each when it is there. */
interface Status {
    readonly loadBalancer?: { readonly ingress?: readonly { readonly ip?: string; readonly hostname?: string }[] };
}

/** Where the load balancer answers, as it stands in a URL; undefined where it has no address, or has lost it. */
export function addressOf(status: Status | undefined): string | undefined {
    const ingress = status?.loadBalancer?.ingress?.[0];
    const address = ingress?.hostname ?? ingress?.ip;
    return address !== undefined && isIPv6(address) ? `[${address}]` : address;
}
