import { isSubject, isSubscription } from "../../nats/subjects";
import { isCode, isWritable } from "../../nats/writable";
import { isList, valueAt } from "../../values/leaf";
import type { Spec, UserSpec } from "../spec";
import * as is from "./predicates";
import type { Rule } from "./rule";

/** A user, among all that is to be. */
export interface UserSubject {
    readonly spec: Spec;
    readonly user: UserSpec;
}

export const userRules: readonly Rule<UserSubject>[] = [
    {
        path: "",
        fails: ({ user }) => !is.isUserName(user.name),
        reason: "must be a name of at most 63 letters, digits, -, _ and . that starts and ends with a letter or digit: it becomes part of the names of Secrets",
    },
    {
        path: "",
        fails: ({ spec, user }) => namesake(spec, user) !== user,
        reason: ({ spec, user }) =>
            `has the name of another user, ${namesake(spec, user)?.path}; ` +
            'a NATS server with both does not start ("Duplicate user detected")',
    },
    {
        path: "password",
        fails: ({ user }) => user.password?.passes((value) => isWritable(value)) === false,
        reason: "must not contain control characters: NATS can't read them",
    },
    {
        path: "password",
        fails: ({ user }) => user.password?.passes((value) => !isCode(value)) === false,
        reason: "must not be << … >>, by which the chart takes configuration instead of a text: here the very text would be the password; give the password itself, or leave it out to have one generated",
    },
    {
        path: "password",
        fails: ({ user }) => user.password?.passes((value) => !is.isBcryptHash(value)) === false,
        reason: "looks like a bcrypt hash, and the user's Secret would hold what no client can log in with; give the password in plain text",
    },
    {
        path: "password",
        fails: ({ user }) => user.password?.passes(is.isSendable) === false,
        reason: "must be at most 1024 bytes long: a NATS server cuts off clients that send more",
    },
    ...(["publish", "subscribe"] as const).flatMap((what) =>
        (["allow", "deny"] as const).map((list): Rule<UserSubject> => {
            const misfits = ({ user }: UserSubject) => subjectsAt(user, what, list).filter((subject) => !isPermitted(subject, what));
            return {
                path: `permissions.${what}.${list}`,
                fails: (subject) => misfits(subject).length > 0,
                reason: (subject) =>
                    `must be subjects, such as orders.* or orders.>, got ${misfits(subject).map(is.shown).join(", ")}; ` +
                    (misfits(subject).every(isSubscription)
                        ? "NATS takes a queue group here, and then neither allows nor denies anything by it"
                        : `a NATS server with that does not start ("not a valid subject"), or takes a > within the name of a queue group for all groups`),
            };
        }),
    ),
];

/** The first user of the same name. */
function namesake(spec: Spec, { name }: UserSpec): UserSpec | undefined {
    const first = FIRST.get(spec) ?? new Map([...spec.users].reverse().map((user) => [user.name, user]));
    FIRST.set(spec, first);
    return first.get(name);
}

/** Each of thousands of users asks for it. */
const FIRST = new WeakMap<Spec, ReadonlyMap<string, UserSpec>>();

function subjectsAt({ grants }: UserSpec, what: string, list: string): string[] {
    const subjects = valueAt(grants, "permissions", what, list);
    return isList(subjects) ? subjects.filter((subject) => typeof subject === "string") : [];
}

/** A subscription may be limited to a queue group, which stands behind its subject; NATS publishes to none. */
function isPermitted(subject: string, what: "publish" | "subscribe"): boolean {
    return what === "publish" ? isSubject(subject) : isSubscription(subject);
}
