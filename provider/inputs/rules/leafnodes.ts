import { isUserSeed } from "../../nats/nkeys";
import { addressOf } from "../../nats/urls";
import { type Settled, type SettledMap, isList, isMap, mapAt, mapsAt } from "../../values/leaf";
import { at } from "../../values/path";
import { authenticationMode } from "../authentication";
import { isDeclared } from "../shares";
import type { Spec } from "../spec";
import type { Rule } from "./rule";

const REMOTES = "config.merge.leafnodes.remotes";

const leafnodes = ({ config }: Spec) => mapAt(config, "leafnodes");
const authorization = (spec: Spec) => mapAt(leafnodes(spec), "authorization");
const leafUsers = (spec: Spec) => mapsAt(authorization(spec), "users");

export const leafnodeRules: readonly Rule<Spec>[] = [
    {
        path: REMOTES,
        fails: (spec) => remotesOf(spec).some(({ remote: { urls } }) => urls === undefined || (isList(urls) && urls.length === 0)),
        reason: "must each have urls: there is nothing to connect to otherwise, and a NATS server with two such remotes does not start",
    },
    {
        path: REMOTES,
        fails: (spec) => {
            const names = remotesOf(spec).flatMap(({ remote }) => nameOf(remote) ?? []);
            return new Set(names).size < names.length;
        },
        reason: 'must each be another one: two have the same urls, account and credentials, and a NATS server with that does not start ("duplicate remote")',
    },
    {
        path: "config.merge.leafnodes",
        needs: ["users", "accounts", "config.merge.accounts"],
        fails: (spec) => authenticationMode(spec) !== "operator" && strangers(spec).length > 0,
        reason: (spec) => `must name accounts that there are, and there is no ${strangers(spec).join(", no ")}`,
    },
    ...(["user", "nkey"] as const).map((key): Rule<Spec> => ({
        path: `config.merge.leafnodes.authorization.${key}`,
        fails: (spec) => leafUsers(spec).length > 0 && !["", undefined].includes(authorization(spec)[key] as string | undefined),
        reason: `conflicts with users: a NATS server with both does not start ("can not have a single ${key === "user" ? "user/pass" : key} and a users array"); remove one`,
    })),
    {
        path: "config.merge.leafnodes.authorization.users",
        fails: (spec) => leafUsers(spec).some(({ user }) => user === undefined || user === ""),
        reason: "must each have a user, by which leaf nodes log in",
    },
    {
        path: "config.merge.leafnodes.authorization.users",
        fails: (spec) => {
            const names = leafUsers(spec).flatMap(({ user }) => (typeof user === "string" && user !== "" ? [user] : []));
            return new Set(names).size < names.length;
        },
        reason: 'must each have another name: a NATS server with one of them twice does not start ("duplicate user detected in leafnode authorization")',
    },
];

export const remoteRules: readonly Rule<SettledMap>[] = [
    {
        path: "urls",
        fails: (remote) => urlsOf(remote).some((url) => addressOf(url) === undefined),
        reason: "must be URLs, such as nats://hub:7422",
    },
    {
        path: "urls",
        fails: (remote) => new Set(urlsOf(remote).flatMap((url) => addressOf(url)?.scheme.startsWith("ws") ?? [])).size > 1,
        reason: "must all be for WebSocket, ws:// or wss://, or none of them: a NATS server with both in one remote does not start; make two remotes of it",
    },
    {
        path: "nkey",
        fails: ({ nkey }) => typeof nkey === "string" && !isUserSeed(nkey),
        reason: "must be the seed of a user, SU…, by which the server logs in",
    },
    {
        path: "nkey",
        fails: ({ nkey, credentials }) => nkey !== undefined && nkey !== "" && credentials !== undefined && credentials !== "",
        reason: 'conflicts with credentials: a NATS server with both does not start ("Remote leafnode can not have both creds and nkey defined"); remove one',
    },
    ...(
        [
            ["username", "password"],
            ["password", "username"],
        ] as const
    ).map(([given, missing]): Rule<SettledMap> => ({
        path: `proxy.${missing}`,
        fails: (remote) => isGiven(mapAt(remote, "proxy")[given]) && !isGiven(mapAt(remote, "proxy")[missing]) && hasProxy(remote),
        reason: `is missing: it goes with ${given}, and a NATS server with one of them alone does not start`,
    })),
    {
        path: "proxy.tls",
        fails: (remote) => hasProxy(remote) && proxyScheme(remote) === "http" && mapAt(remote, "proxy")["tls"] !== undefined,
        reason: 'is for a proxy whose url begins with https, and a NATS server with another one does not start ("requires an https proxy URL")',
    },
    {
        path: "proxy",
        fails: (remote) =>
            hasProxy(remote) && remote["tls"] === undefined && urlsOf(remote).some((url) => addressOf(url)?.scheme === "wss"),
        reason: 'goes to a wss URL by a proxy without tls in the remote, and a NATS server with that does not start ("ensure TLS is properly configured"); set tls: {}, or what else the remote needs',
    },
];

/** The remotes with their paths. */
export function remotesOf(spec: Spec): { readonly path: string; readonly remote: SettledMap }[] {
    const remotes = leafnodes(spec)["remotes"];
    return (isList(remotes) ? remotes : []).flatMap((remote, index) => (isMap(remote) ? [{ path: at(REMOTES, index), remote }] : []));
}

function isGiven(value: Settled): boolean {
    return value !== undefined && value !== "";
}

export function hasProxy(remote: SettledMap): boolean {
    return isGiven(mapAt(remote, "proxy")["url"]);
}

function proxyScheme(remote: SettledMap): string | undefined {
    const { url } = mapAt(remote, "proxy");
    return typeof url === "string" ? addressOf(url)?.scheme : undefined;
}

function urlsOf({ urls }: SettledMap): string[] {
    return (isList(urls) ? urls : [urls]).filter((url) => typeof url === "string");
}

/** What a server knows a remote by; undefined where something of it isn't known yet. */
function nameOf(remote: SettledMap): string | undefined {
    const { urls, account = "", credentials = "", nkey = "" } = remote;
    const parts = [isList(urls) ? urls : [urls], account, credentials, nkey].flat();
    // The scheme is read without case; the same URL twice is one.
    const plain = [...new Set(urlsOf(remote).map((url) => url.trim().replace(/^[^:]*/, (scheme) => scheme.toLowerCase())))];
    return parts.every((part) => typeof part === "string")
        ? JSON.stringify([plain, account === "" ? "$G" : account, credentials, nkey])
        : undefined;
}

/** Accounts that leaf nodes are to be in, and that don't exist. */
function strangers(spec: Spec): string[] {
    const named = [authorization(spec), ...leafUsers(spec), ...mapsAt(leafnodes(spec), "remotes")].map(({ account }) => account);
    return named.filter((name) => typeof name === "string").filter((name) => !["", "$G"].includes(name) && !isDeclared(spec, name));
}
