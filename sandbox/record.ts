import { existsSync, readFileSync, writeFileSync } from "node:fs";
import type { Layout } from "./layout";

/** What `make up` knows, for the next `make up`, for `make down` and for `make login`. */
export interface SandboxRecord {
    readonly kubeconfig: string;
    /** The cluster's identity: an address may belong to another cluster tomorrow. */
    readonly cluster: string;
    /** The stack's outputs, without the secret ones. */
    readonly outputs: Readonly<Record<string, string>>;
}

export function readRecord({ record }: Layout): SandboxRecord | undefined {
    return existsSync(record) ? (JSON.parse(readFileSync(record, "utf8")) as SandboxRecord) : undefined;
}

export function writeRecord(layout: Layout, record: SandboxRecord): void {
    writeFileSync(layout.record, `${JSON.stringify(record, undefined, 2)}\n`);
}

/** What becomes of the stack's state when `make up` runs again. */
export type StateFate = "kept" | "reset" | "refused";

/**
 * The state describes what is in one cluster. When that cluster is gone for good the state is worthless; when it is only that
 * another one was asked for, to forget the state would leave behind what is in the first.
 */
export function fateOfState(question: {
    readonly recorded: string | undefined;
    readonly current: string;
    readonly recordedAnswers: boolean;
    readonly recordedIsThrowAway: boolean;
}): StateFate {
    if (question.recorded === undefined || question.recorded === question.current) {
        return "kept";
    }
    return question.recordedIsThrowAway && !question.recordedAnswers ? "reset" : "refused";
}
