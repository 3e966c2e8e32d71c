import { NamespacePatch } from "@pulumi/kubernetes/core/v1/namespacePatch";
import * as pulumi from "@pulumi/pulumi";
import { OWNER_ANNOTATION } from "../kubernetes/owner";
import { registration } from "../lookout/registration";
import type { Plan } from "../plan/plan";
import { createClaims } from "./claims";
import type { Context } from "./context";
import { createFacts } from "./facts";
import { LeafOutputs } from "./leafOutputs";
import { createObjects } from "./objects";
import { clusterOutputs } from "./outputs";
import { type OwnerOf, createOwner } from "./owner";
import { createPasswords } from "./passwords";
import { createReadiness } from "./readiness";
import { createRelease } from "./release";
import type { Reviewed } from "./reviewed";
import { createRevision } from "./revision";
import { createSecret } from "./secrets";
import { createService } from "./service";
import { CLUSTER_TYPE } from "./types";

export interface Created {
    readonly state: pulumi.Inputs;
    /** Settles when the chart has been released, or has failed to be. */
    readonly released: Promise<unknown>;
}

/** The component: makes what the plan says. Every decision is in the plan. */
export class Cluster extends pulumi.ComponentResource {
    readonly owner: OwnerOf;
    readonly #leaves = new LeafOutputs();

    /** @param version of the plugin, as the program has named it, for the resources of the plugin's own. */
    constructor(
        name: string,
        plan: Plan,
        options: pulumi.ComponentResourceOptions,
        private readonly version: string | undefined,
    ) {
        super(CLUSTER_TYPE, name, {}, options);
        this.owner = createOwner(this.#leaves, plan, { parent: this, version });
    }

    /** By itself the SDK says that there are no outputs, as soon as this has ended. They come when the change has been reviewed. */
    protected override initialize(): Promise<never> {
        return new Promise(() => undefined);
    }

    /** When the change has been reviewed. */
    create(plan: Plan, reviewed: Reviewed): Created {
        const { owner } = this;
        const context: Context = {
            leaves: this.#leaves,
            namespace: this.#leaves.input(plan.namespace),
            owned: { [OWNER_ANNOTATION]: owner.mark },
            options: { parent: this },
        };
        const namespace = [owner.resource, ...this.#createNamespace(context, plan)];
        createPasswords(context, plan.passwords, [owner.resource]);
        const auth = createSecret(context, plan.authSecret, namespace);
        const claims = createClaims(context, plan.claims, reviewed, namespace);
        const objects = createObjects(context, plan.objects, namespace);
        const release = createRelease(context, plan, owner, [...namespace, auth, ...claims, ...objects]);
        const ready = [release, createReadiness(context, plan, release)];
        const service = createService(context, plan, reviewed, ready);
        const secrets = plan.secrets.map((secret) => createSecret(context, secret, namespace));
        const facts = createFacts(context, plan, ready);
        createRevision(context, plan, reviewed, { dependsOn: [facts, ...service, ...secrets], version: this.version });

        const state = clusterOutputs(context, plan, release);
        this.registerOutputs(state);
        plan.warnings.forEach((warning) => void pulumi.log.warn(warning, this));
        return { state, released: registration(release) };
    }

    /** A patch, as claims are: the namespace holds the data, so it is kept on destroy and taken back by the next `up`. */
    #createNamespace({ namespace, options }: Context, { createNamespace }: Plan): pulumi.Resource[] {
        return createNamespace === undefined
            ? []
            : [
                  new NamespacePatch(
                      createNamespace,
                      { metadata: { name: namespace } },
                      { ...options, dependsOn: [this.owner.resource], retainOnDelete: true },
                  ),
              ];
    }
}
