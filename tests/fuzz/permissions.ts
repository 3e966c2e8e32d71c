// What permissions mean, as NATS documents it: the test's own reading, to hold the servers' against.
import { map, open } from "./expected";

interface Rule {
    readonly subject: string;
    readonly queue: string | undefined;
}

interface Side {
    readonly allow: readonly Rule[] | undefined;
    readonly deny: readonly Rule[];
}

export interface Permissions {
    readonly publish: Side;
    readonly subscribe: Side;
}

export interface Probe {
    readonly subject: string;
    readonly queue?: string;
    readonly allowed: boolean;
}

/** Undefined: everything is allowed. */
export function permissionsOf(given: unknown): Permissions | undefined {
    if (given === undefined || given === null) {
        return undefined;
    }
    const { publish, subscribe, allowResponses, allow_responses: rawResponses } = map(given);
    const publishing = sideOf(publish);
    // Who answers requests may publish nothing else, unless it is said.
    const answersOnly = (allowResponses ?? rawResponses ?? undefined) !== undefined && publishing.allow === undefined;
    return { publish: answersOnly ? { ...publishing, allow: [] } : publishing, subscribe: sideOf(subscribe) };
}

/** A text or a list is what is allowed, in NATS's own words. */
function sideOf(given: unknown): Side {
    const both = typeof open(given) === "string" || Array.isArray(given) ? { allow: given } : map(given);
    const allow = rulesOf(both["allow"]);
    return { allow: allow.length === 0 ? undefined : allow, deny: rulesOf(both["deny"]) };
}

function rulesOf(list: unknown): Rule[] {
    const texts = (Array.isArray(list) ? list : [list]).map(open).filter((item) => item !== undefined && item !== null);
    return texts.map((text) => {
        const [subject, queue] = `${text as string | number}`.split(" ");
        return { subject: subject!, queue };
    });
}

function matches(pattern: string, literal: string): boolean {
    const [tokens, given] = [pattern.split("."), literal.split(".")];
    const rest = tokens.at(-1) === ">" ? tokens.length - 1 : undefined;
    const same = (token: string, index: number) => token === "*" || token === given[index];
    return rest === undefined
        ? tokens.length === given.length && tokens.every(same)
        : given.length > rest && tokens.slice(0, rest).every(same);
}

/** A group is asked for by name where the list has groups for the subject; else the subject decides. */
function listed(
    rules: readonly Rule[],
    subject: string,
    queue: string | undefined,
    orGroup: (plain: boolean, group: boolean) => boolean,
): boolean {
    const here = rules.filter((rule) => matches(rule.subject, subject));
    const plain = here.some((rule) => rule.queue === undefined);
    const groups = here.filter((rule) => rule.queue !== undefined);
    const asksGroup = queue !== undefined && groups.length > 0;
    return asksGroup
        ? orGroup(
              plain,
              groups.some((rule) => rule.queue === queue || matches(rule.queue!, queue)),
          )
        : plain;
}

function allows({ allow, deny }: Side, subject: string, queue: string | undefined): boolean {
    const let_in = allow === undefined || listed(allow, subject, queue, (_, group) => group);
    return let_in && !listed(deny, subject, queue, (plain, group) => plain || group);
}

/** Subjects within, beside and below those of the lists, and groups of theirs. */
export function probesOf({ publish, subscribe }: Permissions): { readonly publish: Probe[]; readonly subscribe: Probe[] } {
    const places = (side: Side) => [
        ...new Set([...(side.allow ?? []), ...side.deny].flatMap(({ subject }) => around(subject))),
        "un.related",
    ];
    const groups = (side: Side) => [
        undefined,
        "q",
        ...[...(side.allow ?? []), ...side.deny].flatMap(({ queue }) => (queue === undefined ? [] : [literal(queue)])),
    ];
    return {
        publish: places(publish).map((subject) => ({ subject, allowed: allows(publish, subject, undefined) })),
        subscribe: places(subscribe).flatMap((subject) =>
            [...new Set(groups(subscribe))].map((queue) => ({
                subject,
                ...(queue !== undefined && { queue }),
                allowed: allows(subscribe, subject, queue),
            })),
        ),
    };
}

function literal(pattern: string): string {
    return pattern
        .replace(/(^|\.)\*(?=\.|$)/g, "$1any")
        .replace(/(^|\.)\*(?=\.|$)/g, "$1any")
        .replace(/(^|\.)>$/, "$1the.rest");
}

function around(pattern: string): string[] {
    const within = literal(pattern);
    return [within, `${within}.below`, within.includes(".") ? within.slice(0, within.lastIndexOf(".")) : `${within}x`];
}
