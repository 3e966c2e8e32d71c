import { closest, distance } from "fastest-levenshtein";

const MOST_MISTAKES = 2;

/** What was probably meant by a name that isn't among the known ones: `; did you mean users?`, or nothing where no name is near. */
export function didYouMean(name: string, known: readonly string[]): string {
    const nearest = closest(name.toLowerCase(), [...known]);
    return distance(name.toLowerCase(), nearest.toLowerCase()) <= MOST_MISTAKES ? `; did you mean ${nearest}?` : "";
}
