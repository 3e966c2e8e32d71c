import { homedir } from "node:os";
import { join } from "node:path";
import { type Source, choose } from "./choose";
import { KUBERNETES_PLUGIN, RANDOM_STAND_IN } from "./goBinaries";
import type { Machine } from "./machine";
import type { Part } from "./part";
import { fromGoModule } from "./sources";
import { KUBERNETES_PLUGIN_VERSION, RANDOM_PLUGIN_VERSION, compareVersions } from "./versions";

interface Plugin {
    readonly part: "kubernetes-plugin" | "random-plugin";
    /** As Pulumi calls it. */
    readonly name: string;
    readonly version: string;
}

export function findKubernetesPlugin(machine: Machine): Promise<Part> {
    const plugin: Plugin = { part: "kubernetes-plugin", name: "kubernetes", version: KUBERNETES_PLUGIN_VERSION };
    return findPlugin(machine, plugin, fromGoModule(machine, KUBERNETES_PLUGIN));
}

export function findRandomPlugin(machine: Machine): Promise<Part> {
    const plugin: Plugin = { part: "random-plugin", name: "random", version: RANDOM_PLUGIN_VERSION };
    return findPlugin(machine, plugin, {
        place: "the stand-in",
        standIn: true,
        find: async () => ({
            path: await machine.build(RANDOM_STAND_IN),
            origin: `a STAND-IN built from sandbox/plugins (as v${RANDOM_PLUGIN_VERSION})`,
        }),
    });
}

/** A plugin of the very version that the component's SDKs ask for, since the engine takes no other; or what can be built in its place. */
function findPlugin(machine: Machine, { part, name, version }: Plugin, otherwise: Source): Promise<Part> {
    const program = `pulumi-resource-${name}`;
    const folder = `resource-${name}-v${version}`;
    return choose(
        part,
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
            otherwise,
        ],
        `install the plugin: pulumi plugin install resource ${name} ${version}`,
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
