import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { delimiter, join } from "node:path";
import { ownPath, ownVariables, sandboxEnvironment, shellScript } from "../../../sandbox/environment";
import { layoutOf, makeFolders } from "../../../sandbox/layout";
import type { Part, PartName } from "../../../sandbox/parts";
import { temporaryFolder } from "./temporary";

function part(name: PartName, path: string): Part {
    return { name, origin: "", path, standIn: false };
}

describe("sandbox: the environment", () => {
    const folder = temporaryFolder();
    const layout = (): ReturnType<typeof layoutOf> => layoutOf(folder(), {});

    it("has everything of Pulumi's in the sandbox, and nothing fetched behind its back", () => {
        const here = layout();
        assert.deepEqual(ownVariables({}, here, "secret"), {
            PULUMI_HOME: join(folder(), ".sandbox", "home"),
            PULUMI_BACKEND_URL: `file://${join(folder(), ".sandbox", "state")}?metadata=skip`,
            PULUMI_CONFIG_PASSPHRASE: "secret",
            PULUMI_FALLBACK_TO_STATE_SECRETS_MANAGER: "true",
            PULUMI_SKIP_UPDATE_CHECK: "1",
            PULUMI_DISABLE_AUTOMATIC_PLUGIN_ACQUISITION: "true",
            PULUMI_DISABLE_REGISTRY_RESOLVE: "true",
            PULUMI_IGNORE_AMBIENT_PLUGINS: "true",
        });
    });

    it("names the cluster and the chart that were found", () => {
        const variables = ownVariables({ kubernetes: part("kubernetes", "/kubeconfig"), chart: part("chart", "/chart") }, layout(), "");
        assert.equal(variables["KUBECONFIG"], "/kubeconfig");
        assert.equal(variables["NATS_CHART"], "/chart");
    });

    it("lets nothing of the user's Pulumi or Kubernetes through, and all the rest", () => {
        const environment = sandboxEnvironment({}, layout(), {
            PULUMI_ACCESS_TOKEN: "token",
            PULUMI_STACK: "production",
            PULUMI_BACKEND_URL: "https://api.example.com",
            KUBECONFIG: "/production",
            NATS_CHART: "/other",
            HOME: "/home/user",
            PATH: "/usr/bin",
        });
        assert.equal(environment["PULUMI_ACCESS_TOKEN"], undefined);
        assert.equal(environment["PULUMI_STACK"], undefined);
        assert.equal(environment["PULUMI_BACKEND_URL"], `file://${join(folder(), ".sandbox", "state")}?metadata=skip`);
        assert.equal(environment["KUBECONFIG"], undefined);
        assert.equal(environment["NATS_CHART"], undefined);
        assert.equal(environment["HOME"], "/home/user");
    });

    it("puts the checkout's Node.js first on PATH, then the parts that the PATH doesn't have", () => {
        const here = layout();
        const node = join(folder(), "node_modules", "node", "bin");
        const bin = join(folder(), "bin");
        [node, bin].forEach((path) => mkdirSync(path, { recursive: true }));
        [join(node, "node"), join(bin, "kubectl")].forEach((path) => {
            writeFileSync(path, "");
            chmodSync(path, 0o755);
        });
        const parts = { pulumi: part("pulumi", "/cache/bin/pulumi-v1/pulumi"), kubectl: part("kubectl", join(bin, "kubectl")) };
        assert.deepEqual(ownPath(parts, here, bin), [node, "/cache/bin/pulumi-v1"]);
        assert.deepEqual(ownPath(parts, here, "/elsewhere"), [node, "/cache/bin/pulumi-v1", bin]);
        const environment = sandboxEnvironment(parts, here, { PATH: bin });
        assert.equal(environment["PATH"], [node, "/cache/bin/pulumi-v1", bin].join(delimiter));
    });

    it("has one passphrase, which only its owner can read", () => {
        const passphrase = (): string | undefined => sandboxEnvironment({}, layout(), {})["PULUMI_CONFIG_PASSPHRASE"];
        const first = passphrase();
        assert.match(first ?? "", /^[\w-]{32}$/);
        assert.equal(passphrase(), first);
        assert.equal(readFileSync(layout().passphrase, "utf8"), first);
        assert.equal(statSync(layout().passphrase).mode & 0o777, 0o600);
        assert.equal(statSync(layout().folder).mode & 0o777, 0o700);
    });

    it("can be taken over by a shell", () => {
        makeFolders(layout());
        const chart = "/it's a chart";
        writeFileSync(layout().shellEnvironment, shellScript({ chart: part("chart", chart) }, layout()));
        const script = `. '${layout().shellEnvironment}'; printf '%s\\n' "$NATS_CHART" "$PULUMI_HOME" "$PATH"`;
        const [shellChart, home, path = ""] = execFileSync("sh", ["-c", script], { encoding: "utf8" }).split("\n");
        assert.equal(shellChart, chart);
        assert.equal(home, layout().home);
        assert.ok(path.endsWith(process.env["PATH"] ?? ""));
    });
});
