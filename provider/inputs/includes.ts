import { type Settled, isMap } from "../values/leaf";
import { at } from "../values/path";

/** Where `values` include files into nats.conf, of which nothing is known here. */
export function includesOf(values: Settled, path = "values"): string[] {
    return isMap(values)
        ? Object.entries(values).flatMap(([key, value]) => (key.endsWith("$include") ? [at(path, key)] : includesOf(value, at(path, key))))
        : [];
}
