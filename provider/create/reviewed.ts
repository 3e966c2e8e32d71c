import type { ClusterFacts } from "../review/clusterFacts";

/** What the review by a look into the cluster has had to compare, and what it has said: for the review by the stack's state. */
export interface Reviewed {
    /** Undefined when nothing could be seen. */
    readonly cluster: ClusterFacts | undefined;
    readonly said: readonly string[];
    /** In an update it is too late for refusals: everything has been made by then. */
    readonly preview: boolean;
}
