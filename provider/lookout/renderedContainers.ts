import type { V1Container, V1StatefulSet } from "@kubernetes/client-node" with { "resolution-mode": "import" };
import { type ClusterAccess, coreApi } from "./clusterAccess";
import { manifestOf } from "./helmRecords";

/** What of a container can be said again without changing it. Of the rest Kubernetes fills in defaults, or it is a list of several owners. */
const FIELDS = ["name", "image", "command", "args", "env", "resources"] as const;
export type RenderedContainer = Pick<V1Container, (typeof FIELDS)[number]>;

/** The containers of the StatefulSet as Helm has rendered them in a revision: what should be there, whoever has changed it since. */
export async function renderedContainers(
    access: ClusterAccess,
    { namespace, name, revision }: Readonly<Record<"namespace" | "name" | "revision", string>>,
): Promise<RenderedContainer[] | undefined> {
    const api = await coreApi(access);
    const record = await api.readNamespacedSecret({ namespace, name: `sh.helm.release.v1.${name}.v${revision}` });
    const { loadYaml } = await import("@kubernetes/client-node");
    const sets = manifestOf(record)
        .split(/^---$/m)
        .filter((object) => /^kind: StatefulSet$/m.test(object))
        .map((object) => loadYaml<V1StatefulSet>(object));
    const set = sets.find(({ metadata }) => metadata?.name === name);
    return set?.spec?.template.spec?.containers.map(fieldsOf);
}

function fieldsOf(container: V1Container): RenderedContainer {
    const fields = Object.fromEntries(FIELDS.map((field) => [field, container[field]]));
    return JSON.parse(JSON.stringify(fields)) as RenderedContainer;
}
