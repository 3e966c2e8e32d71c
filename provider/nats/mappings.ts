/** Where a subject's messages go instead, and what imports are known as. */
import { hasWildcard, isSubject } from "./subjects";
import { canTransform, numbered, places, unnumbered } from "./transforms";

/** Whether messages to `source` can go to `destination`. */
export function canMap(source: string, destination: string): boolean {
    const texts = destination.split(".").filter((token) => !/^\{\{.+\}\}$/s.test(token));
    return !texts.some((token) => /\s/.test(token)) && canTransform(source, destination);
}

/** Whether the messages of a stream that is imported as `source` can be known as `to`. Each of its wildcards needs a place there. */
export function canImportStream(source: string, to: string): boolean {
    if (!hasWildcard(source)) {
        return isSubject(to) && !hasWildcard(to);
    }
    return to === source || (!/\s/.test(numbered(to).replace(/\{\{.*?\}\}/g, "")) && canTransform(source, numbered(to), true));
}

/** The same for a service, whose requests go the other way: each wildcard has one place. Without wildcards any requests can go there. */
export function canImportService(source: string, to: string): boolean {
    if (!isSubject(to)) {
        return false;
    }
    if (!hasWildcard(source) || to === source) {
        return true;
    }
    const taken = places(to).sort((a, b) => a - b);
    const found = unnumbered(numbered(to)).split(".");
    return (
        unnumbered(source) === source &&
        canTransform(source, numbered(to), true) &&
        taken.every((place, index) => place === index + 1) &&
        found.filter((token) => token === "*").length === taken.length
    );
}
