import type { SettledMap } from "../values/leaf";
import type { Text } from "../values/text";

/** A Secret of our own. */
export interface SecretPlan {
    readonly resource: string;
    readonly name: Text;
    readonly type: string;
    readonly data: SettledMap;
}
