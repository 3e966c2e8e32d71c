import assert from "node:assert/strict";
import { renderedContainers } from "../../provider/lookout/renderedContainers";
import { type Answer, FakeApi } from "../support/fakeApi";
import { helmRecord } from "../support/helmRecord";
import { construct } from "../support/mocked";

const MANIFEST = `---
---
# Source: nats/templates/service.yaml
kind: Service
metadata: { name: nats }
---
apiVersion: apps/v1
kind: StatefulSet
metadata: { name: nats }
spec:
  template:
    spec:
      containers:
        - name: nats
          image: nats:2.14.2-alpine
          args: [--config, /etc/nats-config/nats.conf]
          env: [{ name: GOMEMLIMIT, value: 102MiB }]
          ports: [{ containerPort: 4222 }]
        - { name: reloader, image: "reloader:1" }
---
`;
const CONTAINERS = [
    {
        name: "nats",
        image: "nats:2.14.2-alpine",
        args: ["--config", "/etc/nats-config/nats.conf"],
        env: [{ name: "GOMEMLIMIT", value: "102MiB" }],
    },
    { name: "reloader", image: "reloader:1" },
];

describe("what holds the StatefulSet to the chart", () => {
    let api: FakeApi;

    beforeEach(async () => {
        const answers: Record<string, Answer> = { "secrets/sh.helm.release.v1.nats.v2": helmRecord({}, 2, MANIFEST) };
        api = await FakeApi.start(({ url }) => answers[url.pathname.replace(/^.*\/namespaces\/queues\//, "")]);
    });
    afterEach(() => {
        api.stop();
    });

    it("are the containers as Helm has rendered them in that revision", async () => {
        const at = (revision: string) =>
            renderedContainers({ kubeconfig: api.kubeconfig() }, { namespace: "queues", name: "nats", revision });
        assert.deepEqual(await at("2"), CONTAINERS);
        await assert.rejects(at("3"));
    });

    it("is the number of servers alone where nobody may look", async () => {
        const { resources } = await construct({ replicas: 3, namespace: "queues", users: { app: {} } });
        assert.deepEqual(resources.find(({ name }) => name === "nats-ready")?.inputs["spec"], { replicas: 3 });
    });
});
