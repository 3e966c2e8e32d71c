import type { Facts } from "./facts";

/** What a change will do to running servers and their clients. */
export interface Notice {
    /** A stable name, for programs that read reviews. */
    readonly code: string;
    readonly severity: "info" | "warning";
    readonly message: string;
}

/** `lost`: whether the change also does what is refused unless it is accepted. */
export type Announce = (old: Facts, now: Facts, lost: boolean) => Notice | undefined;

export function warning(code: string, message: string): Notice {
    return { code, severity: "warning", message };
}
