import type { Refusal } from "../refusal";
import { UNCHANGEABLE } from "../unchangeable";
import { KEEP_FIRST } from "./volumes";

/** Raw values by which the StatefulSet would have to be made anew, which Helm doesn't: it ends with "Forbidden: updates to statefulset spec". */
export const set: readonly Refusal[] = UNCHANGEABLE.map((path) => ({
    code: `statefulset-${path.split(".").at(-1)}`.toLowerCase(),
    path,
    needs: ["unchangeable", "name", "retainData"],
    when: (old, now) => {
        const [before, after] = [old.unchangeable[path], now.unchangeable[path]];
        return before !== undefined && after !== undefined && before !== after;
    },
    reason: (old, now) =>
        "would change what Kubernetes lets nobody change of a StatefulSet; keep it, or stop all servers for a moment: " +
        `\`kubectl delete statefulset ${now.name}\`, and \`pulumi up\` makes it anew` +
        (old.retainData ? ", with its volumes" : `; its volumes would be deleted, because jetstream.retainData is off: ${KEEP_FIRST}`),
}));
