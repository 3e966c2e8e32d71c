import assert from "node:assert/strict";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import { parse } from "yaml";
import { layout } from "../../../sandbox/layout";
import * as binaries from "../../../sandbox/parts/goBinaries";
import { compareVersions, satisfies, satisfiesMinor } from "../../../sandbox/parts/versions";

describe("sandbox: versions", () => {
    it("compares numbers, not texts", () => {
        assert.ok(compareVersions("v3.9.0", "3.10.0") < 0);
        assert.ok(compareVersions("3.259.10", "v3.259.9") > 0);
        assert.equal(compareVersions("nats-server: v2.14.2", "2.14.2"), 0);
    });

    it("counts a prerelease as older than its release, and build metadata as nothing", () => {
        assert.ok(compareVersions("v3.259.0-alpha.1", "3.259.0") < 0);
        assert.ok(compareVersions("v3.259.0", "v3.259.0-alpha.1") > 0);
        assert.equal(compareVersions("v3.20.2+g8fb76d6", "3.20.2"), 0);
    });

    it("does not take what has no version for anything", () => {
        assert.equal(satisfies("dev", "3.259.0"), false);
        assert.equal(compareVersions("", "1.0.0") === 0, false);
    });

    it("tells a version that does from one that doesn't", () => {
        assert.deepEqual(
            ["3.259.0", "3.260.0", "3.258.0", "4.0.0"].map((version) => satisfies(version, "3.259.0")),
            [true, true, false, false],
        );
        assert.deepEqual(
            ["2.14.2", "2.14.9", "2.15.0", "2.14.1"].map((version) => satisfiesMinor(version, "2.14.2")),
            [true, true, false, false],
        );
    });

    // A binary says the version it was told by a flag: what it is built from must agree.
    for (const binary of [
        binaries.PULUMI,
        binaries.LANGUAGE_YAML,
        binaries.HELM,
        binaries.NATS_SERVER,
        binaries.NEXT_NATS_SERVER,
        binaries.KUBECTL,
    ]) {
        it(`builds ${binary.name} ${binary.version} from the version that it will say it is`, () => {
            const pins = readFileSync(join(binary.module, "go.mod"), "utf8").split("\n");
            const pinned = pins
                .map((line) => /^(?:require)?\s*(\S+) v(\S+)/.exec(line))
                .filter((match) => match !== null && `${binary.package}/`.startsWith(`${match[1] ?? ""}/`))
                .map((match) => match?.[2]);
            assert.deepEqual(pinned, [binary.version]);
        });
    }

    // No image is pulled: the cluster has those that the chart asks for, with programs of the versions that their tags say.
    const cluster = join(layout.checkout, "sandbox", "cluster");
    const text = (...path: readonly string[]): string => readFileSync(join(...path), "utf8");
    const images = new Map(
        Array.from(text(cluster, "up").matchAll(/docker\.io\/(?:library\/)?(\S+):([^\s}]+)}/g), ([, name, tag]) => [name, tag]),
    );

    it("has the images that the chart asks for", () => {
        const chart = parse(text(layout.checkout, "sandbox", "chart", "values.yaml")) as ChartValues;
        for (const { image } of [chart.container, chart.reloader, chart.promExporter, chart.natsBox.container]) {
            assert.equal(images.get(image.repository), image.tag, image.repository);
        }
    });

    // The reloader is one of NACK's programs, and has NACK's version.
    const pins: Readonly<Record<string, string>> = {
        "natsio/nats-server-config-reloader": text(cluster, "src", "reloader", "go.mod"),
        "natsio/prometheus-nats-exporter": text(cluster, "src", "exporter", "go.mod"),
    };
    for (const [image, pinned] of Object.entries(pins)) {
        it(`has the program of the image ${image} in the version of its tag`, () => {
            assert.equal(/nats-io\/(?:nack|prometheus-nats-exporter) v(\S+)/.exec(pinned)?.[1], images.get(image));
        });
    }
});

interface ChartValues {
    readonly container: { readonly image: Image };
    readonly reloader: { readonly image: Image };
    readonly promExporter: { readonly image: Image };
    readonly natsBox: { readonly container: { readonly image: Image } };
}

interface Image {
    readonly repository: string;
    readonly tag: string;
}
