import { NamespacePatch } from "@pulumi/kubernetes/core/v1/namespacePatch";
import * as pulumi from "@pulumi/pulumi";
import { registration } from "../lookout/registration";
import type { Plan } from "../plan/plan";
import { createClaims } from "./claims";
import type { Context } from "./context";
import { LeafOutputs } from "./leafOutputs";
import { createNetworkPolicy } from "./networkPolicy";
import { clusterOutputs } from "./outputs";
import { createPasswords } from "./passwords";
import { createReadiness } from "./readiness";
import { createRelease } from "./release";
import { createRevision } from "./revision";
import { createSecret } from "./secrets";
import { createService } from "./service";

export const CLUSTER_TYPE = "nats:index:Cluster";

/** The component: makes what the plan says. Every decision is in the plan. */
export class Cluster extends pulumi.ComponentResource {
    readonly state: pulumi.Inputs;
    /** Settles when the chart has been released, or has failed to be. */
    readonly released: Promise<unknown>;

    constructor(name: string, plan: Plan, options: pulumi.ComponentResourceOptions) {
        super(CLUSTER_TYPE, name, {}, options);
        const leaves = new LeafOutputs();
        const context: Context = { leaves, namespace: leaves.input(plan.namespace), options: { parent: this } };

        const revision = createRevision(context, plan);
        const namespace = [revision, ...this.#createNamespace(context, plan, revision)];
        createPasswords(context, plan.passwords, revision);
        const auth = createSecret(context, plan.authSecret, namespace);
        const claims = createClaims(context, plan.claims, namespace);
        const policy = createNetworkPolicy(context, plan, namespace);
        const release = createRelease(context, plan, [...namespace, auth, ...claims, ...policy]);
        this.released = registration(release);
        const ready = createReadiness(context, plan, release);
        createService(context, plan, [release, ...ready]);
        plan.secrets.forEach((secret) => createSecret(context, secret, namespace));

        this.state = clusterOutputs(context, plan, release);
        this.registerOutputs(this.state);
        plan.warnings.forEach((warning) => void pulumi.log.warn(warning, this));
    }

    /** A patch, as claims are: the namespace holds the data, so it is kept on destroy and taken back by the next `up`. */
    #createNamespace({ namespace, options }: Context, { createNamespace }: Plan, revision: pulumi.Resource): pulumi.Resource[] {
        return createNamespace === undefined
            ? []
            : [
                  new NamespacePatch(
                      createNamespace,
                      { metadata: { name: namespace } },
                      { ...options, dependsOn: [revision], retainOnDelete: true },
                  ),
              ];
    }
}
