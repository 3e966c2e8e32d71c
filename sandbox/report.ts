import type { Part } from "./parts/part";

/** What is said, loudly, of parts that only behave like the real ones. */
export function standInWarning(parts: readonly Part[]): string[] {
    const names = parts.filter(({ standIn }) => standIn).map(({ name }) => name);
    if (names.length === 0) {
        return [];
    }
    return [
        "",
        `*** STAND-INS: ${names.join(", ")}`,
        "*** The real ones could not be downloaded here. These do what the quickstart and the tests need; they are not for production.",
        "*** On a machine with a way to the internet, `make up` takes the real ones.",
        "",
    ];
}

/** The end of `make up`: what there is now, and the three commands that one wants next. */
export function farewell(result: {
    readonly summary: string;
    readonly elapsed: string;
    readonly shown: Readonly<Record<string, string>>;
    readonly secret: readonly string[];
}): string[] {
    const width = Math.max("use pulumi".length, ...[...Object.keys(result.shown), ...result.secret].map((name) => name.length)) + 2;
    return [
        "",
        `NATS is up (${result.summary}; ${result.elapsed} in all).`,
        "",
        ...Object.entries(result.shown).map(([name, value]) => `  ${name.padEnd(width)}${value}`),
        ...result.secret.map((name) => `  ${name.padEnd(width)}a secret: pulumi -C .sandbox stack output ${name} --show-secrets`),
        "",
        `  ${"log in".padEnd(width)}make login`,
        `  ${"use pulumi".padEnd(width)}. .sandbox/env; pulumi -C .sandbox stack`,
        `  ${"remove".padEnd(width)}make down`,
    ];
}

/** What `pulumi stack export` says of a stack, as far as it is read here. */
export interface StackExport {
    readonly deployment: {
        readonly resources?: readonly { readonly type: string; readonly id?: string; readonly retainOnDelete?: boolean }[];
    };
}

interface KeptObject {
    readonly resource: string;
    readonly namespace: string | undefined;
    readonly name: string;
}

/** What `pulumi destroy` leaves in the cluster because it holds data. */
export function keptObjects({ deployment }: StackExport): KeptObject[] {
    const kinds: Readonly<Record<string, string>> = {
        "kubernetes:core/v1:PersistentVolumeClaimPatch": "pvc",
        "kubernetes:core/v1:NamespacePatch": "namespace",
    };
    return (deployment.resources ?? []).flatMap(({ type, id, retainOnDelete }) => {
        const resource = kinds[type];
        if (resource === undefined || id === undefined || retainOnDelete !== true) {
            return [];
        }
        const [name = "", namespace] = id.split("/").reverse();
        return [{ resource, namespace, name }];
    });
}

/** Says what is kept, and the commands that remove it. */
export function keptReport(kept: readonly KeptObject[], kubeconfig: string): string[] {
    const groups = Map.groupBy(kept, ({ resource, namespace }) => `${resource}${namespace === undefined ? "" : ` -n ${namespace}`}`);
    const commands = [...groups].map(
        ([target, objects]) => `  kubectl --kubeconfig ${kubeconfig} delete ${target} ${objects.map(({ name }) => name).join(" ")}`,
    );
    return commands.length === 0 ? [] : ["kept, because it holds what the streams hold; to remove it:", ...commands];
}
