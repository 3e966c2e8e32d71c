// What nats.conf makes of numbers, raw values, includes, and text that was not meant for it.
import type { Release } from "../render";

export const textCases: Record<string, Release> = {
    "sizes as plain numbers": {
        values: {
            config: {
                jetstream: {
                    enabled: true,
                    fileStore: { maxSize: 9663676416, pvc: { size: 10737418240 } },
                    memoryStore: { enabled: true, maxSize: 1024 },
                },
                merge: {
                    max_pending: 268435456,
                    max_file: 9663676416,
                    huge: 1.5e21,
                    tiny: 1e-7,
                    ratio: 0.25,
                    negative: -1,
                    beyond: 9007199254740991,
                },
            },
        },
    },
    "raw values and variables": {
        values: {
            config: {
                merge: {
                    max_payload: "<< 16MB >>",
                    authorization: { token: "<< $TOKEN >>", users: [{ user: "<< $USER >>", password: "<<$LITERAL>>" }] },
                    spaced: "<<   a  b   >>",
                    nested: { list: ["<< 1GB >>", "<< >>", "a << 1 >> b"] },
                },
            },
            container: { env: { TOKEN: { valueFrom: { secretKeyRef: { name: "nats", key: "token" } } } } },
        },
    },
    "included files, at every depth and in every form": {
        values: {
            config: {
                cluster: { enabled: true, merge: { $include: "./cluster.conf" } },
                leafnodes: { enabled: true, merge: { remotes: [{ url: "nats://hub", $include: "../leaf/remote.conf" }] } },
                merge: {
                    $include: "first.conf",
                    zz$include: "../auth//../auth/last.conf",
                    abs$include: "/etc/absolute.conf",
                    accounts: { A: { $include: "../auth/a.conf" }, b$include: "../auth/b.conf", C: {} },
                    odd$include: `with "quotes" & <brackets>, and a comma`,
                    list$include: ["not a file"],
                    tls: { cert_file: "/etc/own/tls.crt", key_file: "/etc/own/tls.key", ca_file: "/etc/own/ca.crt" },
                },
            },
        },
    },
    "strings that try to break out": {
        values: {
            config: {
                serverNamePrefix: `eu "1" \\ `,
                merge: {
                    quotes: `"double" 'single' \`back\``,
                    markup: `<b>&amp;</b> <<&>> >>> <`,
                    escapes: "\\u003c \\\\u003e \\\\\\u0026 \\<\\\\>",
                    unicode: "żółć 日本 🚀\u2028\u2029",
                    controls: "tab\tnewline\nreturn\rbell\u0007nul\u0000",
                    template: `{{ .Values.config }} {{- fail "x" }} $tplYaml`,
                    yaml: ["yes", "null", "~", "1e3", "0x10", "- a", "a: b", "#c", "*d", "&e", "!f", "%g", "@h", " i ", "", "2026-01-01"],
                    "key: with # everything <&> \"'": { "<< k >>": "v" },
                    "<< a": "b >>",
                    long: "word ".repeat(60),
                    lines: "\n\n  indented\n# no comment\n---\n",
                    $literal: "$HOME ${HOME}",
                },
            },
            container: { env: { QUOTED: `a "b" \\c $(POD_NAME) {{ .x }}`, EMPTY: "", NUMERIC: "1e3", LINES: "a\nb\n" } },
            podTemplate: { merge: { metadata: { annotations: { text: "a: b # c\n  d\n", no: "no", "n/a": "012" } } } },
        },
    },
    "nulls and empty things": {
        values: {
            config: {
                merge: {
                    nothing: null,
                    empty: {},
                    list: [],
                    blank: "",
                    zero: 0,
                    off: false,
                    port: null,
                    nested: { x: null },
                    items: [null, {}],
                },
                nats: { tls: { enabled: true, merge: null } },
                cluster: { enabled: true, merge: { no_advertise: null, routes: [] }, patch: null },
            },
            container: { resources: null, merge: { lifecycle: null, livenessProbe: {} } },
            podTemplate: { merge: { spec: { volumes: [], terminationGracePeriodSeconds: 0, nodeSelector: {}, affinity: null } } },
            service: { ports: { nats: { nodePort: null } } },
            global: { labels: null, image: { pullSecretNames: null } },
        },
    },
};
