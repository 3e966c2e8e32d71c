import type { Problem } from "../values/problem";
import type { Notice } from "./notice";

/** Only an update knows: at a preview something in the same program may be going to make the namespace. */
export function missingNamespace(namespace: string, preview: boolean): { readonly problems: Problem[]; readonly notices: Notice[] } {
    const there = `no namespace ${JSON.stringify(namespace)} in the Kubernetes cluster`;
    if (!preview) {
        return {
            problems: [{ path: "namespace", reason: `can't be used: there is ${there}; set createNamespace: true, or make it before` }],
            notices: [],
        };
    }
    const message = `there is ${there} yet: the update is refused unless something makes it before; createNamespace: true does`;
    return { problems: [], notices: [{ code: "namespace-missing", severity: "info", message }] };
}
