/** Which of the chart's values inputs decide: their entries say where they go. */
import { CHART_VALUES } from "../contract";
import { type ChartValue, type KubernetesObject, type Section, fixed } from "./kinds";

const PLACES = Object.entries<string>(CHART_VALUES);

/** The inputs that decide what is at a path of the chart, or in it: "replicas", "resources.cpu and resources.memory". */
export function inputsWithin(place: string): string {
    const within = PLACES.filter(([, at]) => at === place || at.startsWith(`${place}.`)).map(([input]) => input);
    return within.sort().join(" and ");
}

/** The grammar with every value that an input decides: it can't be set, but for what the grammar has a word for already. */
export function withInputs(grammar: Section): Section {
    return PLACES.reduce((section, [input, place]) => decided(section, place.split("."), `use ${input}`), grammar);
}

function decided(section: Section, [key = "", ...rest]: readonly string[], why: string): Section {
    const inner: ChartValue | undefined = section.keys[key];
    if (inner?.kind === "merge") {
        return withField(section, inner.object, `/${rest.join("/")}`, why);
    }
    if (rest.length > 0 && inner?.kind !== "section") {
        throw new Error(`an input goes to a value that the chart doesn't have, at ${[key, ...rest].join(".")}; ${why}`);
    }
    const value = rest.length > 0 ? decided(inner as Section, rest, why) : (inner ?? fixed(why));
    return { ...section, keys: { ...section.keys, [key]: value } };
}

/** A field of a Kubernetes object that the chart makes: neither `merge` nor `patch` may set it. */
function withField(section: Section, object: KubernetesObject, pointer: string, why: string): Section {
    const changed = { ...object, fixed: { [pointer]: { why }, ...object.fixed } };
    const keys = Object.entries(section.keys).map(([key, value]) =>
        value.kind === "merge" || value.kind === "patch" ? [key, { ...value, object: changed }] : [key, value],
    );
    return { ...section, keys: Object.fromEntries(keys) as Section["keys"], object: changed };
}
