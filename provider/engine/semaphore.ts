/** Lets a few through at a time; the others wait for their turn. */
export class Turns {
    readonly #waiting: (() => void)[] = [];
    #free: number;

    constructor(limit: number) {
        this.#free = limit;
    }

    /** Waits for a turn, and gives back what ends it. A turn ends after `seconds` in any case. */
    async take(seconds: number): Promise<() => void> {
        if (this.#free === 0) {
            await new Promise<void>((resolve) => this.#waiting.push(resolve));
        } else {
            this.#free--;
        }
        let ended = false;
        const end = (): void => {
            if (!ended) {
                ended = true;
                clearTimeout(timer);
                this.#pass();
            }
        };
        const timer = setTimeout(end, seconds * 1000).unref();
        return end;
    }

    #pass(): void {
        const next = this.#waiting.shift();
        if (next === undefined) {
            this.#free++;
        } else {
            next();
        }
    }
}
