import { appendFileSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

/** What tests note for the end of the run. */
interface Notes {
    /** Which parts they ran with, one line each, so that no stand-in goes unnoticed. */
    readonly parts: ReadonlySet<string>;
    /** What they needed and did not find, with the number of tests that were skipped for it. */
    readonly missing: ReadonlyMap<string, number>;
}

type Note = { readonly part: string } | { readonly missing: string; readonly tests: number };

/** Test files run in processes of their own: their notes reach the reporter through a file, whose name they get from it. */
const FILE = "TEST_NOTES";

/** Called by the reporter before the first test file is loaded. */
export function openNotes(): void {
    const file = join(mkdtempSync(join(tmpdir(), "nats-test-notes-")), "notes.jsonl");
    writeFileSync(file, "");
    process.env[FILE] = file;
}

export function note(entry: Note): void {
    const file = process.env[FILE];
    if (file !== undefined) {
        appendFileSync(file, `${JSON.stringify(entry)}\n`);
    }
}

/** Called by the reporter at the end. */
export function closeNotes(): Notes {
    const file = process.env[FILE]!;
    const parts = new Set<string>();
    const missing = new Map<string, number>();
    for (const line of readFileSync(file, "utf8").split("\n").slice(0, -1)) {
        const entry = JSON.parse(line) as Note;
        if ("part" in entry) {
            parts.add(entry.part);
        } else {
            missing.set(entry.missing, (missing.get(entry.missing) ?? 0) + entry.tests);
        }
    }
    rmSync(dirname(file), { recursive: true });
    return { parts, missing };
}
