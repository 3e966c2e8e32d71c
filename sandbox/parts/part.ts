/** Everything that a sandbox, or a test, may need from outside of the checkout; and the plugin that the checkout itself makes. */
export const PART_NAMES = [
    "pulumi",
    "language-yaml",
    "kubernetes-plugin",
    "random-plugin",
    "nats-plugin",
    "chart",
    "kubectl",
    "kubernetes",
    "helm",
    "nats-server",
    "nats-server-next",
] as const;
export type PartName = (typeof PART_NAMES)[number];

export interface Part {
    readonly name: PartName;
    /** Where it is from, as a reader is told: `on PATH (v3.259.0)`. */
    readonly origin: string;
    /** The program, the chart or the kubeconfig. */
    readonly path: string;
    /** Whether it only behaves like the real thing. */
    readonly standIn: boolean;
}

export type Parts = Readonly<Record<PartName, Part>>;
