// Patches, and the values that a chart refuses.
import type { Release, Values } from "../render";

export const patchCases: Record<string, Release> = {
    "every operation of a patch": {
        values: {
            config: {
                merge: { a: { "x/y": 1, "m~n": 2, "~1": 3 }, list: [1, 2, 3, [4, { five: 5 }]] },
                patch: [
                    { op: "test", path: "/list/0", value: 1 },
                    { op: "add", path: "/list/1", value: "between" },
                    { op: "add", path: "/list/-", value: { last: true } },
                    { op: "add", path: "/list/0", value: null },
                    { op: "remove", path: "/list/2" },
                    { op: "replace", path: "/list/4/1/five", value: [5] },
                    { op: "add", path: "/list/4/1/five/1", value: 6 },
                    { op: "add", path: "/list/4/2", value: "end" },
                    { op: "remove", path: "/list/5" },
                    { op: "replace", path: "/a/x~1y", value: { deep: { er: [] } } },
                    { op: "add", path: "/a/x~1y/deep/er/-", value: "<< 1GB >>" },
                    { op: "remove", path: "/a/m~0n" },
                    { op: "replace", path: "/a/~01", value: "tilde one" },
                    { op: "add", path: "/a/", value: "empty key" },
                    { op: "copy", from: "/a/x~1y", path: "/copied" },
                    { op: "add", path: "/copied/deep/er/0", value: "only in the copy" },
                    { op: "move", from: "/list/1", path: "/moved" },
                    { op: "test", path: "/copied/deep", value: { er: ["only in the copy", "<< 1GB >>"] } },
                ],
            },
            statefulSet: { patch: [{ op: "add", path: "/spec/template/spec/containers/0/args/-", value: "-DV" }] },
            headlessService: { patch: [{ op: "add", path: "/metadata/annotations", value: { "a/b": "c" } }] },
            configMap: { patch: [{ op: "add", path: "/immutable", value: false }] },
        },
    },
};

/** Values that no chart may accept: one that did would hide the mistake. */
export const refused: Record<string, Values> = {
    "a variable that is a number": { container: { env: { A: 1 } } },
    "a variable that is a boolean": { reloader: { env: { A: true } } },
    "a variable that is null": { promExporter: { enabled: true, env: { A: null } } },
    "a variable that is a list": { natsBox: { container: { env: { A: ["x"] } } } },
    "a patch that removes what is not there": { config: { patch: [{ op: "remove", path: "/nothing" }] } },
    "a patch that replaces what is not there": { service: { patch: [{ op: "replace", path: "/spec/type", value: "NodePort" }] } },
    "a patch that goes through what is not there": { config: { patch: [{ op: "add", path: "/nothing/deeper", value: 1 }] } },
    "a patch that goes through a string": { config: { patch: [{ op: "add", path: "/pid_file/x", value: 1 }] } },
    "a patch beyond the end of a list": { container: { patch: [{ op: "add", path: "/args/3", value: "x" }] } },
    "a patch of an item that is no number": { container: { patch: [{ op: "replace", path: "/args/one", value: "x" }] } },
    "a patch of an item before the first": { container: { patch: [{ op: "add", path: "/args/-1", value: "x" }] } },
    "a patch that removes after the end of a list": { container: { patch: [{ op: "remove", path: "/args/-" }] } },
    "a patch whose path has no slash": { config: { patch: [{ op: "add", path: "port", value: 1 }] } },
    "a patch of an unknown operation": { config: { patch: [{ op: "merge", path: "/port", value: 1 }] } },
    "a patch without an operation": { config: { patch: [{ path: "/port", value: 1 }] } },
    "a patch without a path": { config: { patch: [{ op: "add", value: 1 }] } },
    "a patch that adds nothing": { config: { patch: [{ op: "add", path: "/port" }] } },
    "a patch that copies from nowhere": { config: { patch: [{ op: "copy", path: "/port" }] } },
    "a patch that moves a thing into itself": {
        config: { cluster: { enabled: true }, patch: [{ op: "move", from: "/cluster", path: "/cluster/inner" }] },
    },
    "a patch whose test fails": { config: { patch: [{ op: "test", path: "/port", value: 1 }] } },
};

/** Values that come out as something else than YAML, where the chart writes them without quotes. */
export const broken: Record<string, Values> = {
    "a certificate's path": { config: { merge: { cert_file: "a: b: c" } } },
    "a store's directory": { config: { jetstream: { enabled: true, fileStore: { dir: "[a" } } } },
    "an image": { container: { image: { fullImageName: "{a" } } },
};
