package main

import (
	"github.com/pulumi-nats/pulumi-nats/sdk/go/nats"
	"github.com/pulumi/pulumi/sdk/v3/go/pulumi"
)

func main() {
	pulumi.Run(program)
}

func program(ctx *pulumi.Context) error {
	cluster, err := nats.NewCluster(ctx, "nats", &nats.ClusterArgs{
		Replicas:        pulumi.Int(3),
		ResourcesPreset: nats.ResourcesPresetNano,
		Users:           nats.UserMap{"app": nats.UserArgs{}},
		Jetstream: nats.JetstreamArgs{
			Enabled: pulumi.Bool(true),
			Size:    pulumi.String("1Gi"),
		},
	})
	if err != nil {
		return err
	}
	ctx.Export("url", cluster.ClientUrl)
	ctx.Export("credentialsSecret", cluster.CredentialsSecretNames.MapIndex(pulumi.String("app")))
	ctx.Export("login", cluster.Credentials.MapIndex(pulumi.String("app")).Url())
	return nil
}
