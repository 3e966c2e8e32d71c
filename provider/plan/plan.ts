import { chartValues } from "../chart/values";
import { admitsAnonymous, authenticationMode, systemAccountName } from "../inputs/authentication";
import * as defaults from "../inputs/defaults";
import { serverVersion } from "../inputs/serverVersion";
import type { ChartSpec, Spec } from "../inputs/spec";
import { addressesOf, headlessName, monitorScheme } from "../kubernetes/addresses";
import { type ClaimPlan, claimPlans } from "../kubernetes/claims";
import { ROUTE_PASSWORD, objectNames, resourceNames } from "../kubernetes/names";
import type { ObjectPlan } from "../kubernetes/objects";
import { networkPolicyPlans } from "../kubernetes/policy";
import { type ReadinessPlan, readinessPlan } from "../kubernetes/readiness";
import type { SecretPlan } from "../kubernetes/secrets";
import { fileText, serverFiles } from "../kubernetes/serverFiles";
import { type ServicePlan, servicePlan } from "../kubernetes/service";
import { credentials, loginOf, secretData } from "../kubernetes/userSecrets";
import { factsOf } from "../review/factsOf";
import { type SettledMap, Leaf } from "../values/leaf";
import { type Text, interpolate } from "../values/text";
import { warningsOf } from "./warnings";

/** Everything that is going to be made, as plain values. It is read by tests as it is, and turned into resources by `create/`. */
export interface Plan {
    readonly name: Text;
    readonly namespace: Text;
    /** The name of the Pulumi resource of the Namespace, where it is to be made. */
    readonly createNamespace: string | undefined;
    /** The Pulumi resource that says whose everything is. */
    readonly owner: string;
    /** The Pulumi resource that writes the facts of the revision into the cluster. */
    readonly facts: string;
    /** What the next update is compared with. */
    readonly revision: { readonly resource: string; readonly facts: SettledMap };
    /** Passwords to generate: the name of each in leaves, and of its Pulumi resource. */
    readonly passwords: readonly { readonly key: string; readonly resource: string }[];
    readonly authSecret: SecretPlan;
    readonly secrets: readonly SecretPlan[];
    readonly claims: readonly ClaimPlan[];
    readonly objects: readonly ObjectPlan[];
    readonly release: ReleasePlan;
    /** The patch that waits until the servers are ready, and holds the StatefulSet to what the chart has made. */
    readonly readiness: ReadinessPlan;
    readonly service: ServicePlan | undefined;
    readonly timeoutSeconds: number;
    readonly outputs: OutputsPlan;
    readonly warnings: readonly string[];
}

export interface ReleasePlan {
    readonly resource: string;
    readonly chart: ChartSpec;
    readonly values: SettledMap;
}

export interface OutputsPlan {
    readonly clientUrl: Text;
    readonly monitorUrl: Text;
    readonly externalUrl: Text | undefined;
    readonly credentials: SettledMap;
    readonly credentialsSecretNames: SettledMap;
    readonly credentialsSecretName: Text;
    readonly authSecretName: Text;
    readonly resources: { readonly cpu: Text; readonly memory: Text };
    readonly replicas: number;
    /** Undefined: what the release says. */
    readonly chartVersion: Text | undefined;
    readonly serverVersion: Text | undefined;
}

export function planCluster(spec: Spec, resourceName: string): Plan {
    const objects = objectNames(spec.name);
    const resources = resourceNames(resourceName);
    const server = serverFiles(spec);
    const service = spec.external ? servicePlan(spec, resources.external) : undefined;
    const externalHost = service?.addressed ? Leaf.externalAddress() : undefined;
    const users = authenticationMode(spec) === "accounts" ? spec.users : [];
    const logins = users.map(loginOf);
    const clients = logins.filter(({ account }) => account !== systemAccountName(spec.config));
    const addresses = addressesOf(spec, externalHost);
    const generated = [
        ...users.filter(({ password }) => password === undefined).map(({ name }) => ({ key: name, resource: resources.password(name) })),
        ...(admitsAnonymous(spec) ? [{ key: defaults.ANONYMOUS_USER, resource: resources.password(defaults.ANONYMOUS_USER) }] : []),
        ...(spec.replicas > 1 ? [{ key: ROUTE_PASSWORD, resource: resources.routePassword }] : []),
    ];
    return {
        name: spec.name,
        namespace: spec.namespace,
        createNamespace: spec.createNamespace ? resources.namespace : undefined,
        owner: resources.owner,
        facts: resources.facts,
        revision: { resource: resources.revision, facts: factsOf(spec, server) },
        passwords: generated,
        authSecret: {
            resource: resources.auth,
            name: objects.auth,
            type: "Opaque",
            data: Object.fromEntries(Object.entries(server.files).map(([file, tree]) => [file, fileText(tree)])),
        },
        secrets: [
            {
                resource: resources.credentials,
                name: objects.credentials,
                type: "Opaque",
                data: Object.fromEntries(clients.map(({ name, password }) => [name, password])),
            },
            ...logins.map((login) => ({
                resource: resources.userSecret(login.name),
                name: objects.userSecret(login.name),
                type: "servicebinding.io/nats",
                data: secretData(login, addresses),
            })),
        ],
        claims: claimPlans(spec, resources),
        objects: networkPolicyPlans(spec, resources),
        release: { resource: resources.release, chart: spec.chart, values: chartValues(spec, server) },
        readiness: readinessPlan(spec, resources.ready),
        service,
        timeoutSeconds: spec.timeoutSeconds,
        outputs: {
            clientUrl: interpolate`${addresses.scheme}://${addresses.inside}`,
            monitorUrl: interpolate`${monitorScheme(spec)}://${spec.name}-0.${headlessName(spec)}.${spec.namespace}.svc:${defaults.MONITOR_PORT}`,
            externalUrl: addresses.outside && interpolate`${addresses.scheme}://${addresses.outside}`,
            credentials: Object.fromEntries(logins.map((login) => [login.name, credentials(login, addresses, objects)])),
            credentialsSecretNames: Object.fromEntries(users.map(({ name }) => [name, objects.userSecret(name)])),
            credentialsSecretName: objects.credentials,
            authSecretName: objects.auth,
            resources: { cpu: spec.resources.cpu, memory: spec.resources.memory },
            replicas: spec.replicas,
            chartVersion: spec.chart.version,
            serverVersion: serverVersion(spec),
        },
        warnings: warningsOf(spec),
    };
}
