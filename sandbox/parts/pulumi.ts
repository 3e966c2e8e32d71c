import { dirname, join } from "node:path";
import { type Found, choose } from "./choose";
import { LANGUAGE_YAML, PULUMI } from "./goBinaries";
import type { Machine } from "./machine";
import type { Part } from "./part";
import { fromCache, fromGoModule } from "./sources";
import { OLDEST_PULUMI_VERSION, PULUMI_VERSION, satisfies } from "./versions";

/** The CLI with its engine. */
export function findPulumi(machine: Machine): Promise<Part> {
    return choose(
        "pulumi",
        [
            {
                place: "PATH",
                async find() {
                    const path = machine.onPath("pulumi");
                    if (path === undefined) {
                        return { missing: "there is none" };
                    }
                    const version = (await machine.answer(path, ["version"])) ?? "of an unknown version";
                    return satisfies(version, OLDEST_PULUMI_VERSION)
                        ? { path, origin: `on PATH (${version})` }
                        : { missing: `${path} is ${version}, and ${OLDEST_PULUMI_VERSION} or newer is needed` };
                },
            },
            fromCache(machine, PULUMI),
            {
                place: "download",
                find: () => fromArchive(machine, "pulumi"),
            },
            fromGoModule(machine, PULUMI),
        ],
        "install the Pulumi CLI: https://www.pulumi.com/docs/install",
    );
}

/** What runs programs in YAML. The official CLI brings it along; one built from its module doesn't. */
export function findLanguageYaml(machine: Machine, pulumi: Part): Promise<Part> {
    return choose(
        "language-yaml",
        [
            {
                place: "beside the CLI",
                find() {
                    const path = join(dirname(machine.realPath(pulumi.path)), LANGUAGE_YAML.name);
                    return Promise.resolve(machine.exists(path) ? { path, origin: "beside the CLI" } : { missing: "there is none" });
                },
            },
            {
                place: "PATH",
                find() {
                    const path = machine.onPath(LANGUAGE_YAML.name);
                    return Promise.resolve(path === undefined ? { missing: "there is none" } : { path, origin: "on PATH" });
                },
            },
            fromCache(machine, LANGUAGE_YAML),
            {
                place: "download",
                find: () => fromArchive(machine, LANGUAGE_YAML.name),
            },
            fromGoModule(machine, LANGUAGE_YAML),
        ],
        "install the Pulumi CLI, which brings it along: https://www.pulumi.com/docs/install",
    );
}

/** A program of the CLI's official archive. */
async function fromArchive(machine: Machine, program: string): Promise<Found> {
    const url = archiveUrl(machine.platform, machine.architecture);
    if (url === undefined) {
        return { missing: `there is none for ${machine.platform} on ${machine.architecture}` };
    }
    const folder = join(machine.layout.cache, "official", `pulumi-v${PULUMI_VERSION}`);
    const problem = await machine.downloadArchive(url, folder);
    if (problem !== undefined) {
        return { missing: problem };
    }
    const path = [join(folder, "pulumi", program), join(folder, "pulumi", "bin", program)].find((candidate) => machine.exists(candidate));
    return path === undefined ? { missing: `the archive has no ${program}` } : { path, origin: `downloaded (v${PULUMI_VERSION})` };
}

/** The platforms whose archives are .tar.gz. */
export function archiveUrl(platform: NodeJS.Platform, architecture: string): string | undefined {
    const known = ["linux", "darwin"].includes(platform) && ["x64", "arm64"].includes(architecture);
    return known ? `https://get.pulumi.com/releases/sdk/pulumi-v${PULUMI_VERSION}-${platform}-${architecture}.tar.gz` : undefined;
}
