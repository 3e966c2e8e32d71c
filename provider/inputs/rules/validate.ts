import type { Problem } from "../../values/problem";
import { inputPath } from "../natsNames";
import { opened } from "../opened";
import { rawAccountSpecs } from "../shares";
import { type AccountSpec, type Spec, isKnown } from "../spec";
import { acceptChangesRules } from "./acceptChanges";
import { type AccountSubject, accountRules, rawAccountRules, rawLimitRules } from "./accounts";
import { anonymousRules } from "./anonymous";
import { authorizationRules } from "./authorization";
import { chartRules } from "./chart";
import { clusterRules } from "./cluster";
import { compressionRules, compressions } from "./compression";
import { configRules } from "./config";
import { entryRules } from "./entries";
import { fileRules } from "./files";
import { leafnodeRules, remoteRules, remotesOf } from "./leafnodes";
import { limitRules } from "./limits";
import { listenerRules } from "./listeners";
import { rawMappingRules } from "./mappings";
import { operatorRules } from "./operator";
import { peerRules, peersOf } from "./peers";
import { placementRules } from "./placement";
import { resolverRules } from "./resolver";
import type { Rule } from "./rule";
import { versionProblems } from "./serverVersions";
import { serviceRules } from "./service";
import { partsOf } from "./shares";
import { tlsBlocks, tlsRules } from "./tls";
import { userRules } from "./users";

const rules = [
    ...entryRules,
    ...placementRules,
    ...serviceRules,
    ...configRules,
    ...authorizationRules,
    ...operatorRules,
    ...resolverRules,
    ...fileRules,
    ...limitRules,
    ...rawLimitRules,
    ...rawMappingRules,
    ...listenerRules,
    ...leafnodeRules,
    ...clusterRules,
    ...anonymousRules,
    ...chartRules,
    ...acceptChangesRules,
];

/**
 * Everything that can't work, at once. A rule is broken when it is broken with all secrets in the clear, as a server sees them. What is said
 * of a broken rule must not quote a secret: it is what is said where the secrets are hidden, if the rule is broken there, too.
 */
export function validate(spec: Spec): Problem[] {
    const open = opened(spec);
    const broken = brokenRules(open);
    if (open === spec || broken.length === 0) {
        return broken.map(({ path, tell }) => ({ path, reason: tell() }));
    }
    const hidden = brokenRules(spec);
    return broken.map(({ path, rule }) => {
        const same = hidden.find((other) => other.path === path && other.rule === rule);
        return { path, reason: same?.tell() ?? (typeof rule.reason === "string" ? rule.reason : HIDDEN) };
    });
}

const HIDDEN = "can't work with the value in it that is kept secret, and so is not shown here";

interface Broken {
    readonly path: string;
    readonly rule: { readonly reason: unknown };
    readonly tell: () => string;
}

function brokenRules(spec: Spec): Broken[] {
    return [
        ...broken(
            knowable(rules, spec).filter(({ path }) => isKnown(spec, path)),
            spec,
            (path) => path,
        ),
        ...spec.users.flatMap((user) => broken(userRules, { spec, user }, (path) => join(user.path, path))),
        ...spec.accounts.flatMap((account) => brokenInAccount(spec, account, accountRules, inputPath)),
        ...rawAccountSpecs(spec).flatMap((account) => brokenInAccount(spec, account, rawAccountRules, (path) => path)),
        ...versionProblems(spec).map(({ path, reason }) => ({ path, rule: { reason }, tell: () => reason })),
        ...remotesOf(spec).flatMap(({ path, remote }) => broken(remoteRules, remote, (inner) => join(path, inner))),
        ...tlsBlocks(spec).flatMap((subject) => broken(tlsRules, subject, (inner) => join(subject.path, inner))),
        ...compressions(spec).flatMap((subject) => broken(compressionRules, subject, (inner) => join(subject.path, inner))),
        ...peersOf(spec).flatMap(({ path, peer }) => broken(peerRules, peer, (inner) => join(path, inner))),
    ];
}

/** Rules of exports and imports have NATS's names in their paths (`account_token_position`); `words` makes the user's of them. */
function brokenInAccount(
    spec: Spec,
    account: AccountSpec,
    table: readonly Rule<AccountSubject>[],
    words: (path: string) => string,
): Broken[] {
    const parts = partsOf(spec, account).flatMap(({ place, rules: ofPart, subject }) =>
        broken(knowable(ofPart, spec), subject, (path) => join(join(account.path, place), words(path))),
    );
    return [...broken(knowable(table, spec), { spec, account }, (path) => join(account.path, path)), ...parts];
}

function join(path: string, inner: string): string {
    return inner === "" ? path : `${path}.${inner}`;
}

/** The rules that can be applied to what a preview knows. */
function knowable<T>(table: readonly Rule<T>[], spec: Spec): Rule<T>[] {
    return table.filter(({ needs = [] }) => needs.every((input) => isKnown(spec, input)));
}

function broken<T>(table: readonly Rule<T>[], subject: T, place: (path: string) => string): Broken[] {
    return table
        .filter((rule) => rule.fails(subject))
        .map((rule) => ({
            path: place(rule.path),
            rule,
            tell: () => (typeof rule.reason === "string" ? rule.reason : rule.reason(subject)),
        }));
}
