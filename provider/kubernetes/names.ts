import { createHash } from "node:crypto";
import { SYSTEM_ACCOUNT } from "../inputs/defaults";
import { type Text, interpolate } from "../values/text";

/** The name of every Kubernetes object, from the name of the cluster. Renaming one makes users lose what they refer to it by. */
export const objectNames = (name: Text) => ({
    auth: interpolate`${name}-auth`,
    credentials: interpolate`${name}-credentials`,
    external: interpolate`${name}-external`,
    /** No other object's name begins like this, so a user may be called anything. */
    userSecret: (user: string) => interpolate`${name}-user-${userSlug(user)}`,
    /** What the StatefulSet calls its claims: template, StatefulSet, ordinal. */
    claim: (ordinal: number) => interpolate`${name}-js-${name}-${ordinal}`,
});

/** The names of the Pulumi resources, from the name of the component. Renaming one replaces the resource. */
export const resourceNames = (name: string) => ({
    namespace: `${name}-namespace`,
    owner: `${name}-owner`,
    revision: `${name}-revision`,
    facts: `${name}-facts`,
    release: name,
    password: (user: string) => `${name}-password-${user}`,
    routePassword: `${name}-routes`,
    auth: `${name}-auth`,
    credentials: `${name}-credentials`,
    userSecret: (user: string) => `${name}-user-${user}`,
    /** The patch that fills a Secret. */
    data: (secret: string) => `${secret}-data`,
    claim: (ordinal: number) => `${name}-volume-${ordinal}`,
    /** By its kind: `-network-policy`. */
    object: (kind: string) => name + kind.replace(/[A-Z]/g, (letter) => `-${letter.toLowerCase()}`),
    ready: `${name}-ready`,
    external: `${name}-external`,
});

/** The labels that the chart gives the servers' pods, and nothing else. */
export const serverLabels = (name: Text) => ({
    "app.kubernetes.io/name": "nats",
    "app.kubernetes.io/instance": name,
    "app.kubernetes.io/component": "nats",
});

/**
 * What stands for a user in the name of a Secret: the user's name where that is legal, else a legal one that no other user gets.
 * https://kubernetes.io/docs/concepts/overview/working-with-objects/names/#dns-subdomain-names
 */
function userSlug(user: string): string {
    const legal = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/.test(user);
    const likeOurs = /-[0-9a-f]{8}$/.test(user);
    if (legal && !likeOurs) {
        return user;
    }
    const readable = user.toLowerCase().replace(/[^a-z0-9]+/g, "-");
    return `${readable}-${createHash("sha256").update(user).digest("hex").slice(0, 8)}`;
}

/** Names that the plan gives to passwords that are no user's. */
export const ROUTE_PASSWORD = `${SYSTEM_ACCOUNT} routes`;
