// The Service for clients outside, once it is there: what each input changes of it, and what its address is good for.
import type * as pulumi from "@pulumi/pulumi";
import assert from "node:assert/strict";
import { differences } from "../support/differences";
import { type Constructed, construct } from "../support/mocked";
import { ADDRESS } from "../support/outcomes";
import type { Registered } from "../support/registered";
import { NOTHING, OURS, object } from "../support/seen";
import { Secret } from "../support/wire";

const INPUTS: pulumi.Inputs = { external: true, replicas: 1, users: { app: { password: "p" } } };
const SERVICE = "kubernetes:core/v1:Service";

async function serviceOf(inputs: pulumi.Inputs = {}): Promise<Registered> {
    const { resources } = await construct({ ...INPUTS, ...inputs });
    return resources.find(({ type }) => type === SERVICE)!;
}

describe("the external Service that is there", () => {
    const PORT = ["spec.ports.0.name", "spec.ports.0.port"];
    const changes: Record<string, { service: object; changes: readonly string[] }> = {
        type: { service: { type: "NodePort" }, changes: ["spec.type"] },
        annotations: { service: { annotations: { "example.com/a": "b" } }, changes: ["metadata.annotations.example.com/a"] },
        externalTrafficPolicy: { service: { externalTrafficPolicy: "Local" }, changes: ["spec.externalTrafficPolicy"] },
        loadBalancerSourceRanges: { service: { loadBalancerSourceRanges: ["10.0.0.0/8"] }, changes: ["spec.loadBalancerSourceRanges"] },
        loadBalancerClass: { service: { loadBalancerClass: "internal" }, changes: ["spec.loadBalancerClass"] },
        nodePorts: { service: { nodePorts: { nats: 30422 } }, changes: ["spec.ports.0.nodePort"] },
        ports: { service: { ports: { nats: 443 } }, changes: PORT },
    };
    for (const [input, { service, changes: expected }] of Object.entries(changes)) {
        const replaced = expected.includes("spec.loadBalancerClass");
        it(`is ${replaced ? "replaced for" : "changed in place by"} another service.${input}, and nothing else of it changes`, async () => {
            const [before, after] = [await serviceOf(), await serviceOf({ service })];
            assert.deepEqual(differences(before.inputs, after.inputs), expected);
            const replacing = after.replaceOnChanges.filter((path) => expected.some((change) => change.startsWith(path)));
            assert.deepEqual(replacing, replaced ? expected : []);
        });
    }

    it("is replaced by deleting it first: its name is fixed", async () => {
        assert.equal((await serviceOf()).deleteBeforeReplace, true);
    });
});

describe("the external Service that another load balancer is to serve", () => {
    const previewed = async (current: string | undefined, preview = true) => {
        const service = { ...object(OURS, "nats-external", "Service"), loadBalancer: { class: current } };
        const seen = { ...NOTHING, namespace: true, objects: [service] };
        return construct({ ...INPUTS, service: { loadBalancerClass: "b" } }, { preview, seen });
    };
    const classOf = ({ resources }: Constructed) =>
        (resources.find(({ type }) => type === SERVICE)!.inputs["spec"] as { readonly loadBalancerClass?: unknown }).loadBalancerClass;

    it("is nothing that the preview asks Kubernetes for, which would refuse it while the old one is there", async () => {
        const constructed = await previewed("a");
        assert.notEqual(classOf(constructed), "b");
        assert.ok(constructed.warnings.some((message) => message.includes("is deleted and made anew, for service.loadBalancerClass")));
    });

    it("is the one that is asked for, by the update and where nothing changes", async () => {
        assert.equal(classOf(await previewed("a", false)), "b");
        const same = await previewed("b");
        assert.equal(classOf(same), "b");
        assert.deepEqual(same.warnings, []);
    });
});

describe("the address of the external Service", () => {
    const outcome = (status: object) => construct(INPUTS, { outcomes: { [SERVICE]: { status } } });
    const dataOf = (resources: readonly Registered[]) =>
        (resources.find(({ name }) => name === "nats-user-app-data")!.inputs["data"] as Secret).value as Record<string, string>;

    it("is in the outputs and in the users' Secrets", async () => {
        const { resources, outputs, warnings } = await outcome({ loadBalancer: { ingress: [{ ip: ADDRESS }] } });
        assert.equal(outputs["externalUrl"]?.value, `nats://${ADDRESS}:4222`);
        assert.equal(dataOf(resources)["external-uri"], `nats://app:p@${ADDRESS}:4222`);
        assert.deepEqual(warnings, []);
    });

    for (const [when, status] of Object.entries({ "is gone": { loadBalancer: {} }, "isn't there at all": {} })) {
        it(`that ${when} is left out, with a warning, and all else goes on`, async () => {
            const { resources, outputs, warnings } = await outcome(status);
            assert.equal(outputs["externalUrl"]?.value, undefined);
            const { app } = outputs["credentials"]?.value as { app: Record<string, unknown> };
            assert.deepEqual([app["url"], app["externalUrl"]], ["nats://app:p@nats.default.svc:4222", undefined]);
            const { "external-uri": external, uri } = dataOf(resources);
            assert.deepEqual([uri, external], ["nats://app:p@nats.default.svc:4222", undefined]);
            assert.equal(warnings.length, 1);
            assert.match(
                warnings[0]!,
                /load balancer of the Service nats-external has no address, so externalUrl and external-uri are left out/,
            );
        });
    }

    for (const inputs of [{ skipAwait: true }, { service: { annotations: { "pulumi.com/skipAwait": "true" } } }]) {
        it(`isn't waited for, and so isn't told, with ${JSON.stringify(inputs)}`, async () => {
            const { resources, outputs, warnings } = await construct({ ...INPUTS, ...inputs }, { outcomes: { [SERVICE]: { status: {} } } });
            assert.equal(outputs["externalUrl"], undefined);
            assert.ok(!("external-uri" in dataOf(resources)));
            assert.deepEqual(warnings, []);
            const { metadata } = resources.find(({ type }) => type === SERVICE)!.inputs as {
                metadata: { annotations: Record<string, string> };
            };
            assert.equal(metadata.annotations["pulumi.com/skipAwait"], "true");
        });
    }
});
