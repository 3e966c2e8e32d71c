import * as defaults from "../inputs/defaults";
import type { Spec } from "../inputs/spec";
import { type Settled, type SettledMap, mapLeaves } from "../values/leaf";
import type { Problem } from "../values/problem";
import type { Plan } from "./plan";

/** What the data of one Secret or ConfigMap may be together. https://kubernetes.io/docs/concepts/configuration/secret/#restriction-data-size */
const MOST_BYTES = 2 ** 20;

/** What stands for a value that isn't made or known yet: as long as a generated password. */
const PLACEHOLDER = "x".repeat(defaults.PASSWORD_LENGTH);

/** What Kubernetes would refuse for its size, and at which input most of it is. */
export function sizeProblems(plan: Pick<Plan, "authSecret" | "secrets" | "release">, spec: Spec): Problem[] {
    const config = plan.release.values["config"] as SettledMap;
    const large = [
        { what: "the users and the secret configuration of the servers", bytes: dataBytes(plan.authSecret.data) },
        { what: "the passwords of all users", bytes: Math.max(0, ...plan.secrets.map(({ data }) => dataBytes(data))) },
        { what: "the configuration of the servers", bytes: bytesOf(JSON.stringify(filled(config))) },
    ].find(({ bytes }) => bytes > MOST_BYTES);
    if (large === undefined) {
        return [];
    }
    return [
        {
            path: largestInput(spec),
            reason:
                `makes ${large.what} ${large.bytes} bytes long, and Kubernetes keeps at most ${MOST_BYTES} in one object; part it into several ` +
                "clusters, or let an operator's JWTs say who may log in (config.merge.operator and config.resolver), which servers get one by one",
        },
    ];
}

function dataBytes(data: SettledMap): number {
    return Object.values(data).reduce<number>((sum, value) => sum + bytesOf(String(filled(value))), 0);
}

function bytesOf(text: string): number {
    return Buffer.byteLength(text);
}

function largestInput({ users, accounts, config }: Spec): string {
    const ofUsers = (section: RegExp) =>
        users.filter(({ path }) => section.test(path)).map(({ name, grants, password }) => ({ name, grants, password }));
    const parts: Readonly<Record<string, Settled>> = {
        users: ofUsers(/^users/),
        systemUsers: ofUsers(/^systemUsers/),
        accounts: [...ofUsers(/^accounts/), ...accounts.map(({ settings }) => settings)],
        "config.merge": config,
    };
    const sizes = Object.entries(parts).map(([path, part]) => ({ path, bytes: bytesOf(JSON.stringify(filled(part))) }));
    return sizes.reduce((most, one) => (one.bytes > most.bytes ? one : most)).path;
}

/** A tree with a value for each leaf, to be measured and forgotten. */
function filled(tree: Settled): unknown {
    return mapLeaves(tree, (leaf) =>
        leaf.known ? leaf.reveal() : leaf.origin.kind === "tree" ? leaf.compute(filled(leaf.origin.tree)) : PLACEHOLDER,
    );
}
