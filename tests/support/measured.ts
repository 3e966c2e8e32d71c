import { appendFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

/** Where tests leave what they have measured, one JSON object per line: docs/reliability.md is made of it. */
export const MEASURED = join(tmpdir(), "nats-measured.jsonl");

/** Notes what a test has measured. Nothing is judged by it: how long things take depends on the machine. */
export function measured(what: string, values: object): void {
    appendFileSync(MEASURED, JSON.stringify({ what, ...values, at: new Date().toISOString() }) + "\n");
}
