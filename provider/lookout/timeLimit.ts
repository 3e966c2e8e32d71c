import { setTimeout as after } from "node:timers/promises";

/** What `look` shows in time; `otherwise` to whoever may not look, or isn't answered: that is no reason for an update to fail. */
export function withinTime<T>(look: () => Promise<T>, seconds: number, otherwise: T): Promise<T> {
    const seen = Promise.resolve()
        .then(look)
        .catch(() => otherwise);
    return Promise.race([seen, after(seconds * 1000, otherwise, { ref: false })]);
}
