/** Takes one plain line: no colours, nothing redrawn, so that it reads the same in a terminal, a file and a CI's page. */
export type Log = (line: string) => void;

export const toTerminal: Log = (line) => {
    process.stdout.write(`${line}\n`);
};

export const quiet: Log = () => undefined;

/** A stopwatch: `const elapsed = stopwatch()`, later `elapsed()` is "41 s". */
export function stopwatch(): () => string {
    const start = Date.now();
    return () => `${String(Math.round((Date.now() - start) / 1000))} s`;
}

/** One line of a table: what, how, and how long it took. */
export function row(name: string, text: string, elapsed: string): string {
    return `${name.padEnd(19)}${text.padEnd(61)}${elapsed.padStart(6)}`;
}
