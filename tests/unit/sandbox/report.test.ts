import assert from "node:assert/strict";
import { row } from "../../../sandbox/log";
import { farewell, keptObjects, keptReport, standInWarning } from "../../../sandbox/report";

describe("sandbox: what it says", () => {
    it("has one line for a part", () => {
        const line = row("pulumi", "built from its Go module (v3.259.0)", "41 s");
        assert.match(line, /^pulumi {2,}built from its Go module \(v3\.259\.0\) {2,}41 s$/);
    });

    it("is loud about stand-ins, and silent without", () => {
        const part = { name: "chart", origin: "", path: "", standIn: false } as const;
        assert.deepEqual(standInWarning([part]), []);
        const [, first = ""] = standInWarning([part, { ...part, standIn: true }, { ...part, name: "random-plugin", standIn: true }]);
        assert.match(first, /^\*\*\* STAND-INS: chart, random-plugin$/);
    });

    it("ends with the outputs, no secret, and the commands that come next", () => {
        const lines = farewell({
            summary: "15 created in 30 s",
            elapsed: "74 s",
            shown: { url: "nats://nats.default.svc:4222", credentialsSecret: "nats-user-app" },
            secret: ["credentials"],
        });
        assert.deepEqual(lines, [
            "",
            "NATS is up (15 created in 30 s; 74 s in all).",
            "",
            "  url                nats://nats.default.svc:4222",
            "  credentialsSecret  nats-user-app",
            "  credentials        a secret: pulumi -C .sandbox stack output credentials --show-secrets",
            "",
            "  log in             make login",
            "  use pulumi         . .sandbox/env; pulumi -C .sandbox stack",
            "  remove             make down",
        ]);
    });

    it("says what `pulumi destroy` leaves, and how to remove it", () => {
        const claim = (name: string, retainOnDelete = true): { type: string; id: string; retainOnDelete: boolean } => ({
            type: "kubernetes:core/v1:PersistentVolumeClaimPatch",
            id: `shop/${name}`,
            retainOnDelete,
        });
        const kept = keptObjects({
            deployment: {
                resources: [
                    { type: "pulumi:pulumi:Stack" },
                    claim("nats-js-nats-0"),
                    claim("nats-js-nats-1"),
                    claim("throw-away", false),
                    { type: "kubernetes:core/v1:NamespacePatch", id: "shop", retainOnDelete: true },
                    { type: "kubernetes:core/v1:Secret", id: "shop/nats-user-app" },
                    { type: "kubernetes:core/v1:SecretPatch", id: "shop/nats-auth", retainOnDelete: true },
                ],
            },
        });
        assert.deepEqual(keptReport(kept, "/k"), [
            "kept, because it holds what the streams hold; to remove it:",
            "  kubectl --kubeconfig /k delete pvc -n shop nats-js-nats-0 nats-js-nats-1",
            "  kubectl --kubeconfig /k delete namespace shop",
        ]);
        assert.deepEqual(keptReport(keptObjects({ deployment: {} }), "/k"), []);
    });
});
