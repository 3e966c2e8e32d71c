/** Subjects of NATS. https://docs.nats.io/nats-concepts/subjects */

/** Whether a text is a subject; `*` stands for one token, `>` at the end for one or more. */
export function isSubject(text: string): boolean {
    const tokens = text.split(".");
    return tokens.every((token, index) => token !== "" && !/\s/.test(token) && (token !== ">" || index === tokens.length - 1));
}

/** Whether a text can stand in a list of permissions: a subject, or a subject and a queue group. */
export function isPermission(text: string): boolean {
    const [subject = "", ...queue] = text.split(" ").filter((part) => part !== "");
    return isSubject(text) || (isSubject(subject) && queue.length === 1);
}

/** Whether every message that `inner` takes, `outer` takes too. */
export function covers(outer: string, inner: string): boolean {
    const [theirs, ours] = [outer.split("."), inner.split(".")];
    for (const [index, token] of theirs.entries()) {
        const own = ours[index];
        if (token === ">") {
            return own !== undefined;
        }
        if (own === undefined || own === ">" || (token !== "*" && token !== own)) {
            return false;
        }
    }
    return ours.length === theirs.length;
}
