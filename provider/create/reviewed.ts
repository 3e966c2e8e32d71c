import type { ClusterFacts } from "../review/clusterFacts";

/** What the review by a look into the cluster has had to compare, and what it has said: for the review by the stack's state. */
export interface Reviewed {
    /** Undefined when nothing could be seen. */
    readonly cluster: ClusterFacts | undefined;
    readonly said: readonly string[];
    /** Whether claims that never had a volume are made anew. */
    readonly renewed: boolean;
    /** Whether the Service for clients outside is made anew. */
    readonly serviceReplaced: boolean;
    /** In an update it is too late for refusals: everything has been made by then. */
    readonly preview: boolean;
}
