import type { V1ObjectMeta, V1PersistentVolumeClaim, V1Secret, V1Service, V1StatefulSet } from "@kubernetes/client-node" with {
    "resolution-mode": "import",
};
import { setTimeout as after } from "node:timers/promises";
import { objectNames } from "../kubernetes/names";
import { type Owner, readOwner } from "../kubernetes/owner";
import { loadBalancerOf } from "../kubernetes/service";
import type { Seen, SeenClaim, SeenObject, SeenRelease, SeenSet } from "../review/seen";
import { parseQuantity } from "../values/quantity";
import { type Apis, type ClusterAccess, apisOf } from "./clusterAccess";
import { ownerOf } from "./helmRecords";

/** The names of one component's objects. */
export interface Names {
    readonly namespace: string;
    /** Of the release, the StatefulSet and the network policy. */
    readonly name: string;
    readonly secrets: readonly string[];
    /** Of the objects that aren't Secrets: the network policy, and the Service for clients outside. */
    readonly objects: readonly NamedObject[];
}

export interface NamedObject {
    readonly kind: keyof typeof READ;
    readonly name: string;
}

/** How an object of each kind is read. */
const READ = {
    NetworkPolicy: async ({ networking }: Apis, at: Place) => objectOf("NetworkPolicy")(await networking.readNamespacedNetworkPolicy(at)),
    Service: async ({ core }: Apis, at: Place) => serviceOf(await core.readNamespacedService(at)),
};

interface Place {
    readonly namespace: string;
    readonly name: string;
}

/** What is in the cluster under the names of a component, whoever has made it. */
export async function look(access: ClusterAccess, names: Names): Promise<Seen> {
    const apis = await apisOf(access);
    const { namespace, name } = names;
    const [there, servers, secrets, ...objects] = await Promise.all([
        // Namespaces are the whole cluster's: who may do everything in one may still not be allowed to see it.
        found(apis.core.readNamespace({ name: namespace })).then(
            (namespace) => namespace !== undefined,
            () => undefined,
        ),
        serversOf(apis, namespace, name),
        apis.core.listNamespacedSecret({ namespace }, apis.metadataOnly),
        ...names.objects.map(({ kind, name }) => found(READ[kind](apis, { namespace, name }))),
    ]);
    const ours = new Set(names.secrets);
    // Of metadata alone an empty list is null.
    const all = (secrets.items as V1Secret[] | null) ?? [];
    return {
        namespace: there,
        objects: [
            ...all.filter(({ metadata }) => ours.has(metadata?.name ?? "")).map(objectOf("Secret")),
            ...objects.filter((object) => object !== undefined),
        ],
        ...servers,
        release: await newestRelease(apis, names, all),
    };
}

export type Look = typeof look;

const AGAIN_SECONDS = 0.5;

/** Looks again while the namespace isn't there: another resource of the program may be making it at this moment. */
export async function lookPatiently(look: () => Promise<Seen>, seconds: number): Promise<Seen> {
    const until = Date.now() + seconds * 1000;
    let seen = await look();
    while (seen.namespace === false && Date.now() < until) {
        await after(AGAIN_SECONDS * 1000, undefined, { ref: false });
        seen = await look();
    }
    return seen;
}

/** The servers and their volumes alone, under another name of the component, and whose they are. */
export async function lookForSet(
    access: ClusterAccess,
    namespace: string,
    name: string,
): Promise<Pick<Seen, "set" | "claims"> & { readonly owner: Owner | undefined }> {
    const apis = await apisOf(access);
    const [servers, auth] = await Promise.all([
        serversOf(apis, namespace, name),
        found(apis.core.readNamespacedSecret({ namespace, name: objectNames(name).auth as string })),
    ]);
    return { ...servers, owner: readOwner(auth?.metadata?.annotations ?? {}) };
}

async function serversOf({ apps, core }: Apis, namespace: string, name: string): Promise<Pick<Seen, "set" | "claims">> {
    const [set, claims] = await Promise.all([
        found(apps.readNamespacedStatefulSet({ namespace, name })),
        core.listNamespacedPersistentVolumeClaim({ namespace }),
    ]);
    return { set: set && setOf(set), claims: claims.items.flatMap((claim) => claimOf(claim, name)) };
}

/** Undefined where there is none. */
async function found<T>(answer: Promise<T>): Promise<T | undefined> {
    try {
        return await answer;
    } catch (error) {
        if ((error as { readonly code?: number }).code === 404) {
            return undefined;
        }
        throw error;
    }
}

interface WithMetadata {
    readonly metadata?: V1ObjectMeta;
}

function objectOf(kind: string): (object: WithMetadata) => SeenObject {
    return ({ metadata }) => ({ kind, name: metadata?.name ?? "", annotations: metadata?.annotations ?? {} });
}

function serviceOf(service: V1Service): SeenObject {
    const loadBalancer = loadBalancerOf(service.spec);
    return { ...objectOf("Service")(service), ...(loadBalancer && { loadBalancer }) };
}

/** As the official chart calls it. */
const SERVER_CONTAINER = "nats";

function setOf(set: V1StatefulSet): SeenSet {
    const replicas = set.spec?.replicas ?? 1;
    const server = set.spec?.template.spec?.containers.find(({ name }) => name === SERVER_CONTAINER);
    return { ...objectOf("StatefulSet")(set), replicas, readyReplicas: set.status?.readyReplicas ?? 0, image: server?.image };
}

function claimOf(claim: V1PersistentVolumeClaim, name: string): SeenClaim[] {
    const object = objectOf("PersistentVolumeClaim")(claim);
    const stem = `${name}-js-${name}-`;
    const ordinal = object.name.startsWith(stem) ? object.name.slice(stem.length) : "";
    if (!/^\d+$/.test(ordinal)) {
        return [];
    }
    const requested = parseQuantity(claim.spec?.resources?.requests?.["storage"] ?? "");
    const resourceVersion = claim.metadata?.resourceVersion ?? "";
    return [
        { ...object, ordinal: Number(ordinal), bytes: boundBytes(claim), requested, storageClassName: classByName(claim), resourceVersion },
    ];
}

/** The class where it is a field that somebody has applied: what Kubernetes has chosen itself is nobody's. */
function classByName({ spec, metadata }: V1PersistentVolumeClaim): string | undefined {
    const applied = metadata?.managedFields?.some(
        ({ fieldsV1 }) => "f:storageClassName" in ((fieldsV1 as Fields | undefined)?.["f:spec"] ?? {}),
    );
    return applied ? spec?.storageClassName : undefined;
}
type Fields = Readonly<Record<string, object>>;

/** A growth that wasn't made can be taken back, so the volume itself counts; a volume that is larger than was asked for doesn't. */
function boundBytes({ spec, status }: V1PersistentVolumeClaim): number | undefined {
    if (status?.phase !== "Bound") {
        return undefined;
    }
    const sizes = [spec?.resources?.requests?.["storage"], status.capacity?.["storage"]].flatMap((size) => parseQuantity(size ?? "") ?? []);
    return sizes.length === 0 ? undefined : Math.min(...sizes);
}

/** Labels of Helm's records. https://github.com/helm/helm/blob/v3.20.2/pkg/storage/driver/secrets.go */
async function newestRelease({ core }: Apis, { namespace, name }: Names, secrets: readonly V1Secret[]): Promise<SeenRelease | undefined> {
    const records = secrets.filter(({ metadata }) => metadata?.labels?.["owner"] === "helm" && metadata.labels["name"] === name);
    const revision = ({ metadata }: V1Secret): number => Number(metadata?.labels?.["version"] ?? 0);
    const [newest] = records.sort((one, other) => revision(other) - revision(one));
    if (newest?.metadata?.name === undefined) {
        return undefined;
    }
    const record = await found(core.readNamespacedSecret({ namespace, name: newest.metadata.name }));
    const owner = record && ownerOf(record);
    return { owner: typeof owner === "string" ? owner : undefined };
}
