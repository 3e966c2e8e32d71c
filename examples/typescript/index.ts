import * as nats from "pulumi-nats";

const cluster = new nats.Cluster("nats", {
    replicas: 3,
    resourcesPreset: "nano",
    users: { app: {} },
    jetstream: { enabled: true, size: "1Gi" },
});

export const url = cluster.clientUrl;
export const credentialsSecret = cluster.credentialsSecretNames.apply((names) => names["app"]);
export const login = cluster.credentials.apply((credentials) => credentials["app"]?.url);
