import { type Settled, type SettledMap, Leaf, isList, isMap } from "../values/leaf";
import { type Problem, shapeOf } from "../values/problem";
import type { Text } from "../values/text";

/** Takes values out of settled inputs, with their defaults, and keeps account of what could not be taken as it was given. */
export class Reader {
    readonly problems: Problem[] = [];
    readonly notices: string[] = [];
    /** The paths of inputs that this preview doesn't know. */
    readonly assumed: string[] = [];
    /** The values of secrets that Kubernetes is going to show in the clear, as names or sizes: messages must not have them nevertheless. */
    readonly exposed: string[] = [];

    /** A map of further inputs; an unknown one is taken as empty. */
    section(value: Settled, path: string): SettledMap {
        if (value === undefined || value === null || isMap(value)) {
            return value ?? {};
        }
        if (value instanceof Leaf && !value.known) {
            this.#assume(path, "nothing in it");
        } else if (!this.problems.some((problem) => problem.path === path)) {
            this.problems.push({ path, reason: `must be a map, got ${shapeOf(value)}` });
        }
        return {};
    }

    /** A list of further inputs; an unknown one is taken as empty. */
    list(value: Settled, path: string): readonly Settled[] {
        if (value instanceof Leaf) {
            this.#assume(path, "nothing in it");
        }
        return isList(value) ? value : [];
    }

    /** A value that decides what is made, so it has to be known: at a preview that doesn't know it, the default stands in for it. */
    plain<T extends string | number | boolean | undefined>(value: Settled, path: string, fallback: T): T {
        if (value instanceof Leaf) {
            const open = value.reveal();
            if (open === undefined) {
                this.#assume(path, fallback === undefined ? "that it is left out" : JSON.stringify(fallback));
                return fallback;
            }
            this.#inTheClear(path, open);
            return open as T;
        }
        return (value ?? fallback) as T;
    }

    /** A text that is only passed on, so that it may be known later. */
    text(value: Settled, path: string, fallback: Text): Text {
        if (value instanceof Leaf && value.known) {
            this.#inTheClear(path, value.reveal());
            return value.reveal() as string;
        }
        return (value ?? fallback) as Text;
    }

    /** A text that nothing is decided by and that Kubernetes shows, such as an annotation: given as a secret, it stays one in Pulumi's state. */
    passed(value: Settled, path: string): Text {
        if (value instanceof Leaf && value.known) {
            this.#inTheClear(path, value.reveal());
        }
        return value as Text;
    }

    /** Each path once: a section that isn't known is asked for several times, once for each kind of its members. */
    #assume(path: string, what: string): void {
        if (this.assumed.includes(path)) {
            return;
        }
        this.assumed.push(path);
        this.notices.push(`${path} is not known before the update: this preview assumes ${what}`);
    }

    #inTheClear(path: string, value: unknown): void {
        this.exposed.push(String(value));
        this.notices.push(
            `${path} is a secret, but Kubernetes shows it in the clear: names, sizes, switches and annotations can't be kept secret`,
        );
    }
}
