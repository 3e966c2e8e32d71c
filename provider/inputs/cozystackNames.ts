/** What specs of Cozystack say that isn't an input here, and what to say of it. https://cozystack.io/docs/ */

/** Inputs of Cozystack's NATS that are none here, with what does the same. */
const ELSEWHERE: Readonly<Record<string, string>> = {
    tls: "use values.config.nats.tls, with the name of a Secret that has the certificate, such as {enabled: true, secretName: nats-tls}",
    schedulingClass: "use values.podTemplate.merge.spec, with a nodeSelector, an affinity or a schedulerName",
};

/** What to use in place of an input of Cozystack's; undefined for any other name. */
export function elsewhere(name: string): string | undefined {
    return Object.hasOwn(ELSEWHERE, name) ? ELSEWHERE[name] : undefined;
}

/** Memory for each CPU, in MiB, by the series of Cozystack's presets. */
const MEMORY_PER_CPU: Readonly<Record<string, number>> = { t1: 512, c1: 1024, s1: 2048, u1: 4096, m1: 8192 };

/** CPUs by the size. */
const CPUS: Readonly<Record<string, number>> = {
    nano: 0.25,
    micro: 0.5,
    small: 1,
    medium: 2,
    large: 4,
    xlarge: 8,
    "2xlarge": 16,
    "4xlarge": 32,
};

/** The resources that a preset of a series stands for: `t1.nano` is 250m and 128Mi. Undefined for what is no such preset. */
export function seriesPreset(preset: string): { readonly cpu: string; readonly memory: string } | undefined {
    const [series = "", size = "", ...more] = preset.split(".");
    const [memory, cpus] = [MEMORY_PER_CPU[series], CPUS[size]];
    if (memory === undefined || cpus === undefined || more.length > 0) {
        return undefined;
    }
    const mebibytes = memory * cpus;
    return {
        cpu: cpus < 1 ? `${cpus * 1000}m` : String(cpus),
        memory: mebibytes % 1024 === 0 ? `${mebibytes / 1024}Gi` : `${mebibytes}Mi`,
    };
}
