// The sets of values on which the two charts have to agree, each named after what a user gets by it.
import { componentCases } from "./cases/component";
import { configCases } from "./cases/config";
import { listenerCases } from "./cases/listeners";
import { objectCases } from "./cases/objects";
import { patchCases } from "./cases/patches";
import { podCases } from "./cases/pods";
import { textCases } from "./cases/text";

export { broken, refused } from "./cases/patches";

export const cases = {
    ...componentCases,
    ...configCases,
    ...textCases,
    ...listenerCases,
    ...objectCases,
    ...podCases,
    ...patchCases,
};
