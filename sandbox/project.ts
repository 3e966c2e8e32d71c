import { existsSync, readFileSync, readdirSync, writeFileSync } from "node:fs";
import { join, relative, resolve } from "node:path";
import { parse, stringify } from "yaml";
import { type Engine, STACK, ask } from "./engine";
import { SandboxFailure } from "./failure";
import type { Layout } from "./layout";
import { isRunning } from "./parts/once";

/** The quickstart, as users read it: the sandbox runs it as it is. */
export const QUICKSTART = "examples/quickstart";

/** What a program in YAML says beside its project. */
const PROGRAM_KEYS = ["resources", "outputs", "variables"];

/** Writes the project whose `main` is the program, so that nothing is written beside the program. */
export function writeProject(layout: Layout, program: string): void {
    const source = join(layout.checkout, program, "Pulumi.yaml");
    if (!existsSync(source)) {
        throw new SandboxFailure("program", `there is no ${source}`, `name a folder with a program in YAML, such as ${QUICKSTART}`);
    }
    const whole = parse(readFileSync(source, "utf8")) as Record<string, unknown>;
    const project = Object.fromEntries(Object.entries(whole).filter(([key]) => !PROGRAM_KEYS.includes(key)));
    const present = existsSync(layout.project) ? (parse(readFileSync(layout.project, "utf8")) as Record<string, unknown>) : undefined;
    if (present !== undefined && present["name"] !== project["name"]) {
        throw new SandboxFailure(
            "program",
            `the sandbox runs ${String(present["name"])}, not ${String(project["name"])}`,
            "run `make down` first",
        );
    }
    writeFileSync(layout.project, stringify({ ...project, main: relative(layout.folder, resolve(layout.checkout, program)) }));
}

/** Makes the stack, if it isn't there; and frees it, if an operation was killed in it. */
export async function selectStack(engine: Engine): Promise<void> {
    await ask(engine, "stack", "select", "--create", STACK);
    if (isAbandoned(engine.layout)) {
        engine.log("the last operation was killed: freeing its stack");
        await ask(engine, "cancel", "--yes", "--stack", STACK);
        await ask(engine, "refresh", "--yes", "--skip-preview", "--clear-pending-creates", "--stack", STACK);
    }
}

/** Whether the stack is locked by processes that are no more. */
function isAbandoned({ backend }: Layout): boolean {
    const locks = join(backend, ".pulumi", "locks");
    const owners = (existsSync(locks) ? readdirSync(locks, { recursive: true, withFileTypes: true }) : [])
        .filter((entry) => entry.isFile() && entry.name.endsWith(".json"))
        .map((entry) => JSON.parse(readFileSync(join(entry.parentPath, entry.name), "utf8")) as { pid: number });
    return owners.length > 0 && !owners.some(({ pid }) => isRunning(pid));
}
