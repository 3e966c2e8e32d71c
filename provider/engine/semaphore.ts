/** Lets a few through at a time; the others wait until one of them is released. */
export class Semaphore {
    readonly #waiting: (() => void)[] = [];
    #free: number;

    constructor(limit: number) {
        this.#free = limit;
    }

    /** Waits until there is room, and returns what gives the room back. After `seconds` the room is given back in any case. */
    async acquire(seconds: number): Promise<() => void> {
        if (this.#free === 0) {
            await new Promise<void>((resolve) => this.#waiting.push(resolve));
        } else {
            this.#free--;
        }
        let released = false;
        const release = (): void => {
            if (!released) {
                released = true;
                clearTimeout(timer);
                this.#pass();
            }
        };
        const timer = setTimeout(release, seconds * 1000).unref();
        return release;
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
