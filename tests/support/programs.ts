/** A YAML program with one Cluster in a namespace of its own, and everything of it as outputs. */
export function clusterProgram(namespace: string, properties: object): object {
    return {
        resources: { nats: { type: "nats:Cluster", properties: { namespace, createNamespace: true, ...properties } } },
        outputs: {
            name: "${nats.name}",
            clientUrl: "${nats.clientUrl}",
            monitorUrl: "${nats.monitorUrl}",
            credentials: "${nats.credentials}",
            secretNames: "${nats.credentialsSecretNames}",
            resources: "${nats.resources}",
            replicas: "${nats.replicas}",
            chartVersion: "${nats.chartVersion}",
            serverVersion: "${nats.serverVersion}",
        },
    };
}

/** What the tests' clusters have in common: small enough for several of them on two cores. */
export const SMALL = { resources: { cpu: "200m", memory: "128Mi", requests: { cpu: "80m" } } } as const;

export interface Credentials {
    readonly username: string;
    readonly password: string;
    readonly url: string;
    readonly externalUrl?: string;
    readonly account: string;
    readonly secretName: string;
}
