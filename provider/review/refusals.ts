import type { Refusal } from "./refusal";
import { access } from "./refusals/access";
import { identities } from "./refusals/identities";
import { set } from "./refusals/set";
import { servers } from "./refusals/servers";
import { volumes } from "./refusals/volumes";

/** Everything that is refused, in the order in which it is told. */
export const REFUSALS: readonly Refusal[] = [...volumes, ...identities, ...servers, ...set, ...access];
