/** Something that can't work: where, when, and why with what would work instead. */
export interface Rule<T> {
    readonly path: string;
    /** Other inputs that it looks at. Where a preview doesn't know one of them, the update decides. */
    readonly needs?: readonly string[];
    readonly fails: (subject: T) => boolean;
    readonly reason: string | ((subject: T) => string);
}
