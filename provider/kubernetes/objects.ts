import type { SettledMap } from "../values/leaf";
import type { Text } from "../values/text";

/** An object of our own that nothing waits for and nothing is read from: all that is said of it is its spec. */
export interface ObjectPlan {
    readonly resource: string;
    readonly kind: "NetworkPolicy";
    readonly name: Text;
    readonly spec: SettledMap;
}
