/** Subjects of NATS. https://docs.nats.io/nats-concepts/subjects */

/** Whether a text is a subject; `*` stands for one token, `>` at the end for one or more. */
export function isSubject(text: string): boolean {
    const tokens = text.split(".");
    return tokens.every((token, index) => token !== "" && !/\s/.test(token) && (token !== ">" || index === tokens.length - 1));
}

/** Whether a subject stands for others, and can't be published to. */
export function hasWildcard(subject: string): boolean {
    return subject.split(".").some((token) => token === "*" || token === ">");
}

/** Whether messages can be published to it. */
export function isLiteral(text: string): boolean {
    return isSubject(text) && !hasWildcard(text);
}

/**
 * Whether a text can stand in a list of permissions to subscribe: a subject, or a subject and a queue group. Before 2.15 NATS takes the
 * name of a group up to the first `>` in it, and lets all groups in by `>.q`, or none.
 */
export function isSubscription(text: string): boolean {
    const [subject = "", ...queue] = text.split(" ").filter((part) => part !== "");
    const [group = "", ...more] = queue;
    return isSubject(text) || (isSubject(subject) && group !== "" && more.length === 0 && !/\s|(^|\.)>\./.test(group));
}

/** Whether the queue group behind a subject is no subject itself, as NATS 2.15 wants it. */
export function hasInvalidQueue(subscription: string): boolean {
    const [, queue] = subscription.split(" ").filter((part) => part !== "");
    return isSubscription(subscription) && !isSubject(subscription) && queue !== undefined && !isSubject(queue);
}

/**
 * Whether every message that `inner` takes, `outer` takes too, as NATS sees it: a token that only begins with * counts as a wildcard there.
 * https://github.com/nats-io/nats-server/blob/v2.14.2/server/sublist.go (`isSubsetMatchTokenized`)
 */
export function covers(outer: string, inner: string): boolean {
    const [theirs, ours] = [outer.split("."), inner.split(".")];
    for (const [index, token] of theirs.entries()) {
        const own = ours[index];
        if (token === ">") {
            return own !== undefined;
        }
        if (own === undefined || own === ">" || (token !== own && (own === "*" || !token.startsWith("*")))) {
            return false;
        }
    }
    return ours.length === theirs.length;
}

/** Whether there may be a message that both take. https://github.com/nats-io/nats-server/blob/v2.14.2/server/sublist.go (`SubjectsCollide`) */
export function collide(one: string, other: string): boolean {
    if (!hasWildcard(one) || !hasWildcard(other)) {
        return one === other || covers(one, other) || covers(other, one);
    }
    const [ours, theirs] = [one.split("."), other.split(".")];
    const [shorter, longer] = ours.length <= theirs.length ? [ours, theirs] : [theirs, ours];
    const long = shorter.length === longer.length || shorter.at(-1) === ">";
    return long && shorter.every((token, index) => /^[*>]/.test(token) || /^[*>]/.test(longer[index]!) || token === longer[index]);
}
