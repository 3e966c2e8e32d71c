import { passwordOf } from "../inputs/authentication";
import { CLIENT_PORT } from "../inputs/defaults";
import type { UserSpec } from "../inputs/spec";
import { type SettledMap, Leaf } from "../values/leaf";
import { type Text, interpolate } from "../values/text";
import type { Addresses } from "./addresses";
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

/** What a user's Secret holds: the Service Binding specification's keys, and those that NATS's own tools read. */
export function secretData({ name: user, password, userinfo }: UserLogin, addresses: Addresses): SettledMap {
    const { scheme, host, inside, qualified, outside } = addresses;
    const url = (address: Text) => urlOf(userinfo, addresses, address);
    return {
        type: "nats",
        provider: "pulumi-nats",
        host,
        port: String(CLIENT_PORT),
        username: user,
        user,
        password,
        uri: url(inside),
        "fqdn-uri": url(qualified),
        ...(outside && { "external-uri": url(outside) }),
        // https://docs.nats.io/using-nats/nats-tools/nats_cli#configuration-contexts
        "context.json": Leaf.of({ url: interpolate`${scheme}://${inside}`, user, password }, (context) => JSON.stringify(context)),
    };
}

/** The same for programs, as an output. */
export function credentials(
    { name, account, password, userinfo }: UserLogin,
    addresses: Addresses,
    { userSecret }: ReturnType<typeof objectNames>,
): SettledMap {
    return {
        username: name,
        password,
        url: urlOf(userinfo, addresses, addresses.inside),
        ...(addresses.outside && { externalUrl: urlOf(userinfo, addresses, addresses.outside) }),
        account,
        secretName: userSecret(name),
    };
}

function urlOf(userinfo: Text, { scheme }: Addresses, address: Text): Text {
    return interpolate`${scheme}://${userinfo}@${address}`;
}
