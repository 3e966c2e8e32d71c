import type * as pulumi from "@pulumi/pulumi";

/** The options that Pulumi takes for a component and that change nothing: they aren't handed on to the resources in it. */
const INEFFECTIVE = ["ignoreChanges", "replaceOnChanges"] as const;

/** What to say of options that have no effect. https://www.pulumi.com/docs/iac/concepts/components/ */
export function ineffectiveOptions(options: pulumi.ComponentResourceOptions): string[] {
    const given = options as Readonly<Record<string, unknown>>;
    return INEFFECTIVE.flatMap((option) => {
        const paths = given[option];
        return Array.isArray(paths) && paths.length > 0
            ? [
                  `the option ${option} (${paths.join(", ")}) has no effect on a component: what is made of the inputs is decided anew in each update; ` +
                      "change the input itself, or use transforms for a resource in the component",
              ]
            : [];
    });
}
