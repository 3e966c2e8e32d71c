import * as pulumi from "@pulumi/pulumi";
import type { Cluster } from "../create/cluster";
import { startKubernetesPlugin } from "../create/earlyStart";
import { type WantedClaims, renewClaims } from "../create/renewClaims";
import type { Reviewed } from "../create/reviewed";
import { type BalancedSpec, type ServicePlan, loadBalancerOf } from "../kubernetes/service";
import { type ClusterAccess, clusterAccess } from "../lookout/clusterAccess";
import { type Look, type Names, lookForSet, lookPatiently } from "../lookout/look";
import { withinTime } from "../lookout/timeLimit";
import type { Plan } from "../plan/plan";
import { clusterFacts } from "../review/clusterFacts";
import type { Facts } from "../review/facts";
import { loadBalancerChange } from "../review/loadBalancer";
import { missingNamespace } from "../review/missingNamespace";
import type { Notice } from "../review/notice";
import { ownershipProblems } from "../review/ownership";
import { review } from "../review/review";
import type { Seen } from "../review/seen";
import { claimsToRenew } from "../review/unboundClaims";
import { evaluate } from "../values/evaluate";
import type { Problem } from "../values/problem";

/** A preview isn't kept waiting for long. An update, which writes, asks more patiently whose the things are. */
const LOOK_SECONDS = { preview: 3, update: 10 } as const;

const NOTHING_SEEN = { cluster: undefined, said: [], renewed: false, serviceReplaced: false } as const;

/** The kubernetes plugin tries for a minute, with each object. https://github.com/pulumi/pulumi-kubernetes/blob/v4.32.0/provider/pkg/await/await.go */
const NAMESPACE_SECONDS = 3;

export interface ChangeReview {
    readonly problems: readonly Problem[];
    readonly notices: readonly Notice[];
    readonly reviewed: Reviewed;
}

/** Compares a plan with what is in the cluster, before anything is made. Who can't look goes on: the state's copy of the facts is compared, too. */
export async function reviewChange(cluster: Cluster, plan: Plan, lookAt: Look): Promise<ChangeReview> {
    const preview = pulumi.runtime.isDryRun();
    const seconds = preview ? LOOK_SECONDS.preview : LOOK_SECONDS.update;
    const access = clusterAccess(cluster);
    const names = namesOf(plan);
    const patience = preview || plan.createNamespace !== undefined ? 0 : NAMESPACE_SECONDS;
    const [id, places] = await Promise.all([cluster.owner.id(), cluster.owner.places()]);
    await startKubernetesPlugin(cluster);
    const seen =
        names && (await withinTime(async () => lookPatiently(async () => lookAt(await access(), names), patience), seconds, undefined));
    if (names === undefined || seen === undefined) {
        return { problems: [], notices: [], reviewed: { ...NOTHING_SEEN, preview } };
    }
    const { name, namespace } = names;
    if (seen.namespace === false && plan.createNamespace === undefined) {
        return { ...missingNamespace(namespace, preview), reviewed: { ...NOTHING_SEEN, preview } };
    }
    const now = evaluate(plan.revision.facts) as Facts;
    const foreign = ownershipProblems(seen, { path: cluster.owner.path, id, name, namespace });
    if (foreign.length > 0) {
        return { problems: foreign, notices: [], reviewed: { ...NOTHING_SEEN, preview } };
    }
    const others = places.filter((place) => place !== `${namespace}/${name}`);
    const moves = await Promise.all(others.map((place) => withinTime(async () => moved(await access(), place, id, now), seconds, [])));
    const known = clusterFacts(seen, now);
    const renewed = claimsToRenew(seen, now, id);
    const { problems, notices } = review(known.facts, now);
    const balancer = plan.service && balancerNotice(seen, plan.service);
    const refused = [...moves.flat(), ...problems];
    if (renewed.length > 0 && refused.length === 0 && !preview) {
        // Where it can't be done, Kubernetes says why claims can't change.
        const { size = "", storageClassName } = evaluate({ ...plan.claims[0] }) as Partial<WantedClaims>;
        const wanted = { namespace, replicas: plan.claims.length, size, storageClassName };
        await renewClaims(await access(), seen, renewed, wanted).catch(() => undefined);
    }
    return {
        problems: refused,
        notices: [...notices, ...(balancer === undefined ? [] : [balancer])],
        reviewed: {
            cluster: known,
            said: notices.map(({ message }) => message),
            renewed: renewed.length > 0,
            serviceReplaced: balancer !== undefined,
            preview,
        },
    };
}

/** What is lost when a component leaves a place where its servers still are. */
async function moved(access: ClusterAccess, place: string, id: string | undefined, now: Facts): Promise<readonly Problem[]> {
    const [namespace = "", name = ""] = place.split("/");
    const { set, claims, owner } = await lookForSet(access, namespace, name);
    if (set === undefined || owner?.id !== id) {
        return [];
    }
    const { facts } = clusterFacts({ set, claims }, now);
    return review({ ...facts, name, namespace }, now).problems.filter(({ path }) => ["name", "namespace"].includes(path));
}

function balancerNotice(seen: Seen, { name, spec }: ServicePlan): Notice | undefined {
    const known = evaluate({ name, spec }) as { readonly name?: string; readonly spec: BalancedSpec };
    return known.name === undefined ? undefined : loadBalancerChange(seen, known.name, loadBalancerOf(known.spec));
}

/** Undefined while a preview doesn't know where the cluster is going to be. */
function namesOf({ name, namespace, authSecret, secrets, service, objects }: Plan): Names | undefined {
    const others = [...objects, ...(service === undefined ? [] : [{ kind: "Service", name: service.name }])];
    const known = evaluate({
        name,
        namespace,
        secrets: [authSecret, ...secrets].map((secret) => secret.name),
        objects: others.map(({ kind, name }) => ({ kind, name })),
    }) as Partial<Names>;
    return known.name === undefined || known.namespace === undefined ? undefined : (known as Names);
}
