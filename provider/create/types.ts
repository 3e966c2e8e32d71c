import type * as pulumi from "@pulumi/pulumi";

/** The types of the package's resources. */
export const CLUSTER_TYPE = "nats:index:Cluster";
export const OWNER_TYPE = "nats:index:Owner";
export const REVISION_TYPE = "nats:index:Revision";

/** Of the children that are the package's own: with the version of the plugin as the program has named it, where it has. */
export interface OwnOptions {
    readonly parent: pulumi.Resource;
    readonly version: string | undefined;
    readonly dependsOn?: pulumi.Resource[];
}
