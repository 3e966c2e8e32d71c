import { execFile } from "node:child_process";
import { randomBytes } from "node:crypto";
import { promisify } from "node:util";
import { decoded } from "./base64";
import { engineParts } from "./parts";

const execute = promisify(execFile);

/** Runs kubectl against the cluster of the tests. */
export async function kubectl(...args: readonly string[]): Promise<string> {
    const parts = await engineParts();
    const { stdout } = await execute(parts.kubectl.path, ["--kubeconfig", parts.kubernetes.path, ...args], { maxBuffer: 64 << 20 });
    return stdout;
}

export async function kubernetesObjects<T>(kind: string, namespace: string): Promise<T[]> {
    const list = JSON.parse(await kubectl("get", kind, "-n", namespace, "-o", "json")) as { readonly items: T[] };
    return list.items;
}

export interface Named {
    readonly metadata: { readonly name: string; readonly uid: string; readonly annotations?: Readonly<Record<string, string>> };
}

export async function namesOf(kind: string, namespace: string): Promise<string[]> {
    return (await kubernetesObjects<Named>(kind, namespace)).map(({ metadata }) => metadata.name).sort();
}

export interface Pod extends Named {
    readonly status: {
        readonly podIP?: string;
        readonly containerStatuses?: readonly { readonly name: string; readonly ready: boolean; readonly restartCount: number }[];
    };
}

/** What tells whether a pod has been restarted: its identity, and how often its containers have been. */
export async function podIdentities(namespace: string): Promise<string[]> {
    const pods = await kubernetesObjects<Pod>("pods", namespace);
    return pods
        .map(({ metadata, status }) => {
            const restarts = (status.containerStatuses ?? []).map(({ name, restartCount }) => `${name}:${restartCount}`).sort();
            return `${metadata.name} ${metadata.uid} ${restarts.join(" ")}`;
        })
        .sort();
}

export async function secretOf(namespace: string, name: string): Promise<Record<string, string>> {
    const { data = {} } = JSON.parse(await kubectl("get", "secret", name, "-n", namespace, "-o", "json")) as {
        data?: Record<string, string>;
    };
    return decoded(data);
}

export function uniqueNamespace(purpose: string): string {
    return `nats-test-${purpose}-${randomBytes(3).toString("hex")}`;
}

/** Removes a namespace with all that is in it. The component keeps namespaces, as they hold data. */
export async function deleteNamespace(namespace: string): Promise<void> {
    await kubectl("delete", "namespace", namespace, "--ignore-not-found", "--wait=false");
}
