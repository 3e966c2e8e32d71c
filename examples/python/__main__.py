import pulumi
import pulumi_nats as nats

cluster = nats.Cluster(
    "nats",
    replicas=3,
    resources_preset=nats.ResourcesPreset.NANO,
    users={"app": {}},
    jetstream={"enabled": True, "size": "1Gi"},
)

pulumi.export("url", cluster.client_url)
pulumi.export("credentialsSecret", cluster.credentials_secret_names["app"])
pulumi.export("login", cluster.credentials["app"].url)
