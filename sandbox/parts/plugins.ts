import { homedir } from "node:os";
import { join } from "node:path";
import { choose } from "./choose";
import { type GoBinary, KUBERNETES_STAND_IN, RANDOM_STAND_IN } from "./goBinaries";
import type { Machine } from "./machine";
import type { Part } from "./part";
import { compareVersions } from "./versions";

export function findKubernetesPlugin(machine: Machine): Promise<Part> {
    return findPlugin(machine, "kubernetes-plugin", "kubernetes", KUBERNETES_STAND_IN);
}

export function findRandomPlugin(machine: Machine): Promise<Part> {
    return findPlugin(machine, "random-plugin", "random", RANDOM_STAND_IN);
}

/** A plugin of the very version that the component's SDKs ask for: the engine takes no other. */
function findPlugin(machine: Machine, name: "kubernetes-plugin" | "random-plugin", pulumiName: string, standIn: GoBinary): Promise<Part> {
    const { name: program, version } = standIn;
    const folder = `resource-${pulumiName}-v${version}`;
    return choose(
        name,
        [
            {
                place: "installed",
                find() {
                    const path = join(userHome(machine), "plugins", folder, program);
                    return Promise.resolve(machine.exists(path) ? { path, origin: `installed (v${version})` } : { missing: `no ${path}` });
                },
            },
            {
                place: "PATH",
                async find() {
                    const path = machine.onPath(program);
                    if (path === undefined) {
                        return { missing: "there is none" };
                    }
                    const actual = await machine.pluginVersion(path);
                    return compareVersions(actual ?? "", version) === 0
                        ? { path, origin: `on PATH (v${version})` }
                        : { missing: `${path} is ${actual ?? "of an unknown version"}, and ${version} is needed` };
                },
            },
            {
                place: "download",
                async find() {
                    const downloaded = join(machine.layout.cache, "official", folder);
                    const problem = await machine.downloadArchive(pluginUrl(machine, program, version), downloaded);
                    return problem === undefined
                        ? { path: join(downloaded, program), origin: `downloaded (v${version})` }
                        : { missing: problem };
                },
            },
            {
                place: "the stand-in",
                standIn: true,
                find: async () => ({
                    path: await machine.build(standIn),
                    origin: `a STAND-IN built from sandbox/plugins (as v${version})`,
                }),
            },
        ],
        `install the plugin: pulumi plugin install resource ${pulumiName} ${version}`,
    );
}

/** The user's PULUMI_HOME. In a shell that has the sandbox's environment it is the sandbox's: what is there was put there from here. */
function userHome({ environment, layout }: Machine): string {
    const home = environment["PULUMI_HOME"];
    return home === undefined || home === layout.home ? join(homedir(), ".pulumi") : home;
}

function pluginUrl({ platform, architecture }: Machine, program: string, version: string): string {
    const goArchitecture = architecture === "x64" ? "amd64" : architecture;
    return `https://get.pulumi.com/releases/plugins/${program}-v${version}-${platform}-${goArchitecture}.tar.gz`;
}
