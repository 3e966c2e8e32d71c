import { sandboxEnvironment } from "../../sandbox/environment";
import { row, toTerminal } from "../../sandbox/log";
import { type Parts, PARTS_OF_UP, findParts } from "../../sandbox/parts";
import { note } from "./notes";

const ENGINE_PARTS = [...PARTS_OF_UP] as const;
export type EngineParts = Pick<Parts, (typeof ENGINE_PARTS)[number]>;

let found: Promise<EngineParts> | undefined;

/** The parts that engine tests run with: found once, and named at the end of the run. The first run builds what the machine lacks. */
export function engineParts(): Promise<EngineParts> {
    found ??= findParts(ENGINE_PARTS, toTerminal).then((parts) => {
        for (const part of Object.values(parts)) {
            note({ part: row(part.name, part.origin, "").trimEnd() });
        }
        return parts;
    });
    return found;
}

let environment: Promise<Record<string, string>> | undefined;

export function engineEnvironment(): Promise<Record<string, string>> {
    environment ??= engineParts().then((parts) => {
        const variables = sandboxEnvironment(parts);
        // Where the Automation API looks for the CLI.
        process.env["PATH"] = variables["PATH"];
        return variables;
    });
    return environment;
}
