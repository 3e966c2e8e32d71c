import manifest from "../../package.json";
import { DEFAULTS } from "../../provider/inputs/contract";

/** The versions that the sandbox gets. Where the checkout says one already, it is taken from there. */
export const KUBERNETES_PLUGIN_VERSION = manifest.dependencies["@pulumi/kubernetes"];
export const RANDOM_PLUGIN_VERSION = manifest.dependencies["@pulumi/random"];
export const NATS_PLUGIN_VERSION = manifest.version;
export const CHART_VERSION = DEFAULTS.chartVersion;
/** The CLI, with its engine and its generators of SDKs. The SDK's versions are others: package.json names the plugin's. */
export const PULUMI_VERSION = "3.274.1";
/** The oldest CLI on PATH that is taken: the oldest one that the engine tests have passed with. The README says so too. */
export const OLDEST_PULUMI_VERSION = "3.259.0";
/** What the module of sandbox/toolchain/kubernetes-plugin is: its Go version has no number that people know. */
export const BUILT_KUBERNETES_PLUGIN_VERSION = "4.25.0";
export const LANGUAGE_YAML_VERSION = "1.38.1";
export const HELM_VERSION = "3.20.2";
export const NATS_SERVER_VERSION = "2.14.2";
/** The minor version after the one that the default chart has: users go there before the default does. */
export const NEXT_NATS_SERVER_VERSION = "2.15.2";
export const KUBECTL_VERSION = "1.34.2";

interface Version {
    readonly numbers: readonly [major: number, minor: number, patch: number];
    readonly prerelease: boolean;
}

/** The first version in a program's answer: `v3.259.0`, `nats-server: v2.14.2`, `v3.20.2+g8fb76d6`. */
export function parseVersion(text: string): Version | undefined {
    const match = /(\d+)\.(\d+)\.(\d+)(-[0-9A-Za-z])?/.exec(text);
    return match === null
        ? undefined
        : { numbers: [Number(match[1]), Number(match[2]), Number(match[3])], prerelease: match[4] !== undefined };
}

/** Negative when the first is older. A prerelease is older than its release; two of the same release count as equal. */
export function compareVersions(a: string, b: string): number {
    const [left, right] = [parseVersion(a), parseVersion(b)];
    if (left === undefined || right === undefined) {
        return Number.NaN;
    }
    const difference = left.numbers.map((number, index) => number - (right.numbers[index] ?? 0)).find((number) => number !== 0);
    return difference ?? Number(right.prerelease) - Number(left.prerelease);
}

/** Whether a program of this version does for one that was written for `wanted`: not older, and not of another major version. */
export function satisfies(actual: string, wanted: string): boolean {
    return compareVersions(actual, wanted) >= 0 && parseVersion(actual)?.numbers[0] === parseVersion(wanted)?.numbers[0];
}

/** As `satisfies`, and not of another minor version either. */
export function satisfiesMinor(actual: string, wanted: string): boolean {
    return satisfies(actual, wanted) && parseVersion(actual)?.numbers[1] === parseVersion(wanted)?.numbers[1];
}
