import { createHash, randomBytes } from "node:crypto";
import { mkdir, readFile, rename, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { ChartSpec } from "../inputs/spec";
import type { Text } from "../values/text";
import { type Validators, download } from "./download";
import { StandInFile } from "./standInFile";
import { userCache } from "./userCache";

type Environment = Readonly<Record<string, string | undefined>>;

/** Where a chart is to be taken from, and what the user should know of that. */
export interface Located {
    readonly source: Text;
    readonly notice?: string;
}

/** The copy, where the source doesn't give the chart, and what to say of that. */
interface Found {
    readonly copy?: string;
    readonly notice?: string;
}

/** A chart's location while it is in use. */
export interface Lease extends Located {
    /** To be called when the chart has been read. */
    readonly end: () => void;
}

/**
 * Copies of charts that come from URLs. The kubernetes provider downloads a chart for each preview and each update, and fails where it can't,
 * even when nothing has changed. So the newest that was seen is kept, and used while the source gives none.
 * https://github.com/pulumi/pulumi-kubernetes/issues/935
 */
export class ChartCopies {
    /** What each source was found to give, once for all clusters of a program. */
    readonly #found = new Map<string, Promise<Found>>();
    readonly #users = new Map<string, number>();

    constructor(
        private readonly folder: string,
        private readonly environment: Environment = {},
        /** Where the engine runs its plugins: the folder of the user's program. */
        private readonly program = process.cwd(),
    ) {}

    static ofUser(environment: Environment): ChartCopies {
        return new ChartCopies(join(userCache(environment), "charts"), environment);
    }

    /** Paths and OCI references are left as they are, and so is what is secret or not known yet. */
    async locate(chart: Pick<ChartSpec, "source" | "credentials">): Promise<Lease> {
        const { source } = chart;
        if (typeof source !== "string" || !/^https?:\/\//.test(source)) {
            return { source, end: () => undefined };
        }
        const finding = this.#found.get(source) ?? this.#find(source, loginOf(chart));
        this.#found.set(source, finding);
        this.#count(source, 1);
        const { copy, notice } = await finding;
        const located = copy === undefined || this.#standIn(source).place(copy) ? source : copy;
        const end = () => {
            if (this.#count(source, -1) === 0) {
                this.#standIn(source).remove();
            }
        };
        return { source: located, ...(notice !== undefined && { notice }), end };
    }

    async #find(url: string, login: ReturnType<typeof loginOf>): Promise<Found> {
        const copy = join(this.folder, `${createHash("sha256").update(url).digest("hex").slice(0, 24)}.tgz`);
        const kept = await validatorsOfCopy(copy);
        const answer = await download({ url, login, kept }, this.environment);
        if (answer !== "unchanged" && "failed" in answer) {
            // Without a copy the kubernetes provider, which needs the chart now, says why.
            return kept === undefined
                ? {}
                : { copy, notice: `the chart can't be had from its source (${answer.failed}); the newest copy that was seen is used` };
        }
        // One that a killed update has left behind would go before the source.
        this.#standIn(url).remove();
        if (answer !== "unchanged") {
            await this.#keep(copy, answer.archive, answer.validators);
        }
        return {};
    }

    #count(source: string, change: number): number {
        const users = (this.#users.get(source) ?? 0) + change;
        this.#users.set(source, users);
        return users;
    }

    #standIn(url: string): StandInFile {
        return new StandInFile(this.program, this.folder, url);
    }

    /** Keeping a copy may fail: it is of use only later. */
    async #keep(copy: string, archive: Buffer, validators: Validators): Promise<void> {
        try {
            await mkdir(this.folder, { recursive: true, mode: 0o700 });
            await replace(copy, archive);
            await replace(validatorsFile(copy), JSON.stringify({ ...validators, sha256: sha256(archive) }));
        } catch {
            return;
        }
    }
}

function loginOf({ credentials }: Pick<ChartSpec, "credentials">) {
    const [username, password] = [credentials?.username.reveal(), credentials?.password.reveal()];
    return username === undefined || password === undefined ? undefined : { username, password };
}

/** Of the copy that is there; undefined where there is none, and none at all where they are another's than the copy's. */
async function validatorsOfCopy(copy: string): Promise<Validators | undefined> {
    const archive = await readFile(copy).catch(() => undefined);
    if (archive === undefined) {
        return undefined;
    }
    try {
        const { sha256: of, ...validators } = JSON.parse(await readFile(validatorsFile(copy), "utf8")) as Validators & { sha256: string };
        return of === sha256(archive) ? validators : {};
    } catch {
        return {};
    }
}

function validatorsFile(copy: string): string {
    return copy.replace(/\.tgz$/, ".json");
}

/** Several plugins may do so at once: each moves a whole file into its place. */
async function replace(file: string, content: Buffer | string): Promise<void> {
    const part = `${file}.${randomBytes(6).toString("hex")}`;
    await writeFile(part, content);
    await rename(part, file);
}

function sha256(content: Buffer): string {
    return createHash("sha256").update(content).digest("hex");
}
