/** What accounts take of each other. https://github.com/nats-io/nats-server/blob/v2.14.2/server/accounts.go */
import { collide, covers, hasWildcard } from "./subjects";
import { unnumbered } from "./transforms";

export type ShareKind = "stream" | "service";

export interface Offer {
    readonly kind: ShareKind;
    readonly subject: string;
    /** Whom it is for; none: for all. */
    readonly accounts: readonly string[];
    /** The token of the subject, counted from 1, that is the name of the importing account; 0 is none. */
    readonly position: number;
}

export interface Import {
    readonly kind: ShareKind;
    /** The account that it is of. */
    readonly account: string;
    readonly subject: string;
    /** The subject here. */
    readonly to: string;
}

/** What is known of the accounts, by their names. */
export interface Shares {
    readonly offersOf: (account: string) => readonly Offer[];
    readonly importsOf: (account: string) => readonly Import[];
}

/** Whether an account may import something. Where several exports cover it, NATS asks any of them, so each has to let it. */
export function isOffered(offers: readonly Offer[], { kind, subject }: Import, importer: string): boolean {
    const same = offers.filter((offer) => offer.kind === kind && offer.subject === subject);
    if (same.length > 0) {
        // Exports of one subject are one, for all accounts that any of them names. The place of a name is of a subject with the name in it.
        const named = same.flatMap(({ accounts }) => accounts);
        return positionOf(same) === 0 && (named.length === 0 || named.includes(importer));
    }
    const around = offers.filter((offer) => offer.kind === kind && covers(offer.subject, subject));
    const token = (position: number) => subject.split(".")[position - 1];
    return (
        around.length > 0 &&
        around.every(({ accounts, position }) =>
            position > 0 ? token(position) === importer : accounts.length === 0 || accounts.includes(importer),
        )
    );
}

/** The last one that says anything of who may import. */
function positionOf(offers: readonly Offer[]): number {
    return offers.findLast(({ accounts, position }) => position > 0 || accounts.length > 0)?.position ?? 0;
}

/** The one of the imports before this one that makes NATS refuse it, if there is any. */
export function repeated(before: readonly Import[], { kind, account, subject, to }: Import): Import | undefined {
    const same = before.filter((one) => one.kind === kind && one.account === account);
    return same.find((one) => (kind === "stream" ? one.subject === subject : one.to === to || here(one) === to));
}

/** The subject here with `*` for wildcards, as the server keeps it. */
function here({ subject, to }: Import): string {
    return hasWildcard(subject) && to !== subject ? unnumbered(to) : to;
}

/** Deeper than that NATS does not look, and refuses. */
const DEEPEST = 1024;

/** Whether an import comes back to the account that makes it. In which order the server reads accounts is chance: all others are there. */
export function formsCycle(shares: Shares, importer: string, own: Import): boolean {
    const { kind } = own;

    function comesBack(account: string, subject: string, visited: Set<string>): boolean {
        const passes =
            kind === "service" || shares.offersOf(account).some((offer) => offer.kind === kind && covers(offer.subject, subject));
        for (const one of passes ? shares.importsOf(account) : []) {
            if (one.kind !== kind || !collide(subject, kind === "stream" ? here(one) : one.subject)) {
                continue;
            }
            if (visited.has(one.account) || visited.size >= DEEPEST) {
                return true;
            }
            visited.add(account);
            if (comesBack(one.account, covers(subject, here(one)) ? here(one) : subject, visited)) {
                return true;
            }
        }
        return false;
    }

    const asked = kind === "stream" ? [own.to, own.subject] : [here(own)];
    return asked.some((subject) => comesBack(own.account, subject, new Set([importer])));
}
