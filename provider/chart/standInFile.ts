import { mkdirSync, readlinkSync, rmSync, rmdirSync, symlinkSync } from "node:fs";
import { dirname, join, sep } from "node:path";

/**
 * Lets the kubernetes provider find a copy of a chart under the chart's own URL. Before it asks the network it looks for a file of that
 * name, seen from the program's folder: `https://host/nats.tgz` is `nats.tgz` in the folder `https:/host`. So what the state says of the
 * chart is the same whether its source answers or not, and on every machine.
 * https://github.com/pulumi/pulumi-kubernetes/blob/v4.32.0/provider/pkg/provider/helm_release.go (locateChart)
 *
 * A link into `copies`, so that one that a killed update has left behind is known, and is of no use without the copies.
 */
export class StandInFile {
    readonly #file: string;

    constructor(
        private readonly folder: string,
        private readonly copies: string,
        url: string,
    ) {
        this.#file = join(folder, url);
    }

    /** Whether the provider is going to find the copy. Not where nobody may write, nor on Windows, where no name has a colon. */
    place(copy: string): boolean {
        if (!/^https?:/.test(this.#file.slice(this.folder.length + 1))) {
            return false;
        }
        try {
            mkdirSync(dirname(this.#file), { recursive: true });
            symlinkSync(copy, this.#file);
        } catch {
            // Another cluster's may be there, or nobody may write.
        }
        return this.#isPlaced();
    }

    /** Removes the link, and the folders that were made for it. */
    remove(): void {
        if (!this.#isPlaced()) {
            return;
        }
        rmSync(this.#file, { force: true });
        try {
            for (let parent = dirname(this.#file); parent !== this.folder; parent = dirname(parent)) {
                rmdirSync(parent);
            }
        } catch {
            // Something else is in this folder.
        }
    }

    #isPlaced(): boolean {
        try {
            return readlinkSync(this.#file).startsWith(this.copies + sep);
        } catch {
            return false;
        }
    }
}
