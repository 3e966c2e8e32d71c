type Inside = Readonly<Record<string, unknown>>;

/** The places where two trees differ, each as Pulumi names it: a map that is there on one side only is one place. */
export function differences(one: unknown, other: unknown, path = ""): string[] {
    if (typeof one !== "object" || typeof other !== "object" || one === null || other === null) {
        return one === other ? [] : [path];
    }
    return [...new Set([...Object.keys(one), ...Object.keys(other)])].flatMap((key) =>
        differences((one as Inside)[key], (other as Inside)[key], path === "" ? key : `${path}.${key}`),
    );
}
