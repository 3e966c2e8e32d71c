import { writeFileSync } from "node:fs";
import { join } from "node:path";

/** A cluster that nobody answers for. Without credentials the kubernetes plugin would ask for a user's name, and wait. */
const UNANSWERED = {
    apiVersion: "v1",
    kind: "Config",
    clusters: [{ name: "nowhere", cluster: { server: "https://127.0.0.1:1" } }],
    users: [{ name: "nobody", user: { token: "none" } }],
    contexts: [{ name: "nowhere", context: { cluster: "nowhere", user: "nobody" } }],
    "current-context": "nowhere",
};

const NO_CLUSTER = { apiVersion: "v1", kind: "Config", clusters: [], contexts: [], users: [] };

/** The environment, with a file in `folder`, that leads to a cluster that nobody answers for. */
export function toUnansweredCluster(folder: string): { KUBECONFIG: string } {
    return leadingTo(UNANSWERED, folder);
}

/** The same for no cluster at all. */
export function toNoCluster(folder: string): { KUBECONFIG: string } {
    return leadingTo(NO_CLUSTER, folder);
}

/** JSON is YAML, too. */
function leadingTo(kubeconfig: object, folder: string): { KUBECONFIG: string } {
    const path = join(folder, "nowhere");
    writeFileSync(path, JSON.stringify(kubeconfig));
    return { KUBECONFIG: path };
}
