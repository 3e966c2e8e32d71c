import type { Context } from "mocha";
import { type Named, kubectl } from "./cluster";
import { skipFor } from "./needs";

const UNENFORCED = "nats-cluster/network-policies-unenforced";

/** Skips where the disposable cluster says of its node that it can't enforce NetworkPolicies, and why. Of other clusters it is expected. */
export async function requireEnforcement(context: Context): Promise<void> {
    const { items } = JSON.parse(await kubectl("get", "nodes", "-o", "json")) as { readonly items: readonly Named[] };
    const reason = items.map(({ metadata }) => metadata.annotations?.[UNENFORCED]).find((found) => found !== undefined);
    if (reason !== undefined) {
        skipFor(context, `a network that enforces NetworkPolicies: ${reason}`, "set SANDBOX_KUBECONFIG to a cluster whose network does");
    }
}

/** A pod to knock from. A server of NATS, which nobody needs, keeps it running. */
export async function runPod(namespace: string, name: string, labels: string): Promise<void> {
    const image = ["--image=nats:2.14.2-alpine", "--image-pull-policy=Never"];
    await kubectl("run", name, "-n", namespace, ...image, `--labels=${labels}`);
    await kubectl("wait", `pod/${name}`, "-n", namespace, "--for=condition=Ready", "--timeout=60s");
}

/** `refused` is the answer of a machine where nobody listens; `silent` is no answer at all, as of a firewall. */
export type Answer = "open" | "refused" | "silent";

/** What a pod finds at the ports of a host, by port. */
export async function knock(namespace: string, pod: string, host: string, ports: readonly number[]): Promise<Record<string, Answer>> {
    const script = `
        one() {
            if said=$(nc -w 2 ${host} $1 </dev/null 2>&1); then echo "$1 open"; return; fi
            case $said in *refused*) echo "$1 refused" ;; *) echo "$1 silent" ;; esac
        }
        for port in ${ports.join(" ")}; do one $port & done
        wait`;
    const heard = await kubectl("exec", pod, "-n", namespace, "--", "sh", "-c", script);
    return Object.fromEntries(heard.split("\n").flatMap((line) => (line === "" ? [] : [line.split(" ") as [string, Answer]])));
}
