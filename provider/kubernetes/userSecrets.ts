import { passwordOf } from "../inputs/authentication";
import { CLIENT_PORT } from "../inputs/defaults";
import type { Spec, UserSpec } from "../inputs/spec";
import { type SettledMap, Leaf, valueAt } from "../values/leaf";
import { type Text, interpolate } from "../values/text";
import type { objectNames } from "./names";

/** What a user logs in with. */
export interface UserLogin {
    readonly name: string;
    readonly account: string;
    readonly password: Leaf<string>;
    /** User and password for a URL, encoded: any character may be in a password. */
    readonly userinfo: Text;
}

export function loginOf(user: UserSpec): UserLogin {
    const { name, account } = user;
    const password = passwordOf(user);
    return { name, account, password, userinfo: interpolate`${encodeURIComponent(name)}:${password.map(encodeURIComponent)}` };
}

/** Where the servers are, as clients write it. */
export interface Addresses {
    readonly host: Text;
    /** With the port, as the others. */
    readonly inside: Text;
    readonly qualified: Text;
    readonly outside: Text | undefined;
}

export function addressesOf(spec: Spec, externalHost: Leaf<string> | undefined): Addresses {
    const host = interpolate`${spec.name}.${spec.namespace}.svc`;
    return {
        host,
        inside: interpolate`${host}:${CLIENT_PORT}`,
        qualified: interpolate`${host}.${clusterDomain(spec)}:${CLIENT_PORT}`,
        outside: externalHost && interpolate`${externalHost}:${externalPort(spec)}`,
    };
}

/** What a user's Secret holds: the Service Binding specification's keys, and those that NATS's own tools read. */
export function secretData({ name: user, password, userinfo }: UserLogin, { host, inside, qualified, outside }: Addresses): SettledMap {
    return {
        type: "nats",
        provider: "pulumi-nats",
        host,
        port: String(CLIENT_PORT),
        username: user,
        user,
        password,
        uri: url(userinfo, inside),
        "fqdn-uri": url(userinfo, qualified),
        ...(outside && { "external-uri": url(userinfo, outside) }),
        // https://docs.nats.io/using-nats/nats-tools/nats_cli#configuration-contexts
        "context.json": Leaf.of({ url: interpolate`nats://${inside}`, user, password }, (context) => JSON.stringify(context)),
    };
}

/** The same for programs, as an output. */
export function credentials(
    { name, account, password, userinfo }: UserLogin,
    { inside, outside }: Addresses,
    { userSecret }: ReturnType<typeof objectNames>,
): SettledMap {
    return {
        username: name,
        password,
        url: url(userinfo, inside),
        ...(outside && { externalUrl: url(userinfo, outside) }),
        account,
        secretName: userSecret(name),
    };
}

function url(userinfo: Text, address: Text): Text {
    return interpolate`nats://${userinfo}@${address}`;
}

export function externalPort({ service }: Spec): number {
    return service.ports["nats"] ?? CLIENT_PORT;
}

/** The chart has a value for clusters whose domain is not the usual one. */
function clusterDomain({ values }: Spec): string {
    const domain = valueAt(values, "config", "cluster", "routeURLs", "k8sClusterDomain");
    return typeof domain === "string" ? domain : "cluster.local";
}
