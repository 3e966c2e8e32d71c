// Values from public files and bug reports, with names and secrets replaced.
import assert from "node:assert/strict";
import { parse } from "yaml";
import { type Inputs, planOf, problemsOf } from "../../../support/planning";

interface Report {
    readonly from: string;
    readonly inputs: string;
    /** Where the inputs are refused; none: they work. */
    readonly refused: readonly string[];
}

const REPORTS: readonly Report[] = [
    {
        from: "nats-io/k8s#1004: keys of the chart's first edition",
        inputs: "values: {nats: {jetstream: {enabled: true}}, websocket: {enabled: true}}",
        refused: ["values.nats", "values.websocket"],
    },
    {
        from: "nats-io/k8s#864: the server loses its configuration",
        inputs: `
users: {app: {}}
values:
  container: {merge: {volumeMounts: [{name: certs, mountPath: /mnt/certs}]}}
  podTemplate: {merge: {spec: {volumes: [{name: certs, secret: {secretName: nats-tls}}]}}}`,
        refused: ["values.container.merge.volumeMounts", "values.podTemplate.merge.spec.volumes"],
    },
    {
        from: "nats-io/nack#199: the reloader doesn't see the certificates, and ends again and again",
        inputs: `
users: {app: {}}
config: {merge: {tls: {cert_file: /mnt/certs/tls.crt, key_file: /mnt/certs/tls.key}}}
values:
  container: {patch: [{op: add, path: /volumeMounts/-, value: {name: certs, mountPath: /mnt/certs}}]}
  podTemplate: {patch: [{op: add, path: /spec/volumes/-, value: {name: certs, secret: {secretName: nats-tls}}}]}`,
        refused: ["config.merge.tls.cert_file", "config.merge.tls.key_file"],
    },
    {
        from: "the same, mended",
        inputs: `
users: {app: {}}
config: {merge: {tls: {cert_file: /mnt/certs/tls.crt, key_file: /mnt/certs/tls.key}}}
values:
  reloader: {natsVolumeMountPrefixes: [/etc/, /mnt/certs]}
  container: {patch: [{op: add, path: /volumeMounts/-, value: {name: certs, mountPath: /mnt/certs}}]}
  podTemplate: {patch: [{op: add, path: /spec/volumes/-, value: {name: certs, secret: {secretName: nats-tls}}}]}`,
        refused: [],
    },
    {
        from: "certificates that the chart mounts outside /etc",
        inputs: "values: {config: {nats: {tls: {enabled: true, secretName: tls, dir: /certs}}}, tlsCA: {enabled: true, secretName: ca, dir: /ca}}",
        refused: ["values.config.nats.tls.dir", "values.tlsCA.dir"],
    },
    {
        from: "a reloader that sees no file of the users",
        inputs: "values: {reloader: {natsVolumeMountPrefixes: [/mnt/]}}",
        refused: ["values.reloader.natsVolumeMountPrefixes"],
    },
    { from: "keptn#6316: new users never arrive", inputs: "values: {reloader: {enabled: false}}", refused: ["values.reloader.enabled"] },
    {
        from: "nats-io/k8s#785: the monitoring endpoint over TLS",
        inputs: "values: {config: {monitor: {tls: {enabled: true}}, nats: {tls: {enabled: true, secretName: nats-tls}}}}",
        refused: [],
    },
    {
        from: "tetral-ai/tetral: a probe beside merge",
        inputs: "values: {container: {readinessProbe: {httpGet: {path: /}}}}",
        refused: ["values.container.readinessProbe"],
    },
    {
        from: "tetral-ai/tetral: route credentials, which are generated",
        inputs: `
values:
  container: {env: {R_PW: {valueFrom: {secretKeyRef: {name: routes, key: p}}}}}
  config: {cluster: {merge: {authorization: {user: r, password: "<< $R_PW >>"}}}}`,
        refused: ["values.config.cluster.merge.authorization"],
    },
    {
        from: "FuelLabs/data-systems: accounts beside users",
        inputs: `
users: {app: {}}
values:
  config: {merge: {accounts: {USERS: {jetstream: enabled, users: [{user: admin, password: "<< $ADMIN_PASS >>"}]}}}}
  container: {env: {ADMIN_PASS: {valueFrom: {secretKeyRef: {name: nats, key: p}}}}}`,
        refused: [],
    },
    {
        from: "mkroman/k8s: memory that GOMEMLIMIT doesn't follow",
        inputs: "values: {container: {merge: {resources: {requests: {memory: 8Gi}, limits: {memory: 8Gi}}}}}",
        refused: ["values.container.merge.resources.requests.memory", "values.container.merge.resources.limits.memory"],
    },
    {
        from: "ekwisnek/selfhosted: nothing would be encrypted",
        inputs: "values: {config: {jetstream: {encryption: {secret: {name: nats-key, key: key}}}}}",
        refused: ["values.config.jetstream.encryption"],
    },
    {
        from: "kdwils/homelab: open to whoever reaches the load balancer",
        inputs: "values: {service: {merge: {spec: {type: LoadBalancer}}}}",
        refused: ["values.service.merge.spec.type"],
    },
    {
        from: "the README of the chart: in place of the users' file",
        inputs: `
users: {app: {}}
values:
  config: {merge: {00$include: extra.conf}}
  configMap: {merge: {data: {extra.conf: "max_connections: 500"}}}`,
        refused: ['values.config.merge["00$include"]'],
    },
    {
        from: "the same before the users' file, where it replaces nothing",
        inputs: `
users: {app: {}}
values:
  config: {merge: {$include: extra.conf}}
  configMap: {merge: {data: {extra.conf: "max_connections: 500"}}}`,
        refused: [],
    },
    {
        from: "carverauto/threadr: variables as Kubernetes writes them",
        inputs: "values: {container: {env: [{name: NKEY, valueFrom: {secretKeyRef: {name: nats, key: nkey}}}]}}",
        refused: ["values.container.env"],
    },
    {
        from: "mayastor-extensions#243: without volumes",
        inputs: "values: {config: {jetstream: {fileStore: {enabled: false}}}}",
        refused: ["values.config.jetstream.fileStore.enabled"],
    },
    {
        from: "fullstack-pw/infra: the layout of another chart",
        inputs: `
values:
  nats: {name: nats, replicas: 3, http: {enabled: true, port: 8222}}
  jetstream: {enabled: true, fileStorage: {enabled: true, size: 10Gi}}
  natsBox: {enabled: true, image: "natsio/nats-box:latest"}
  prometheus: {operator: {enabled: false}}
  service: {name: nats, port: 4222}`,
        refused: [
            "values.service.name",
            "values.nats",
            "values.jetstream",
            "values.natsBox.image",
            "values.prometheus",
            "values.service.port",
        ],
    },
    {
        from: "owncloud/ocis-charts#377: the name of the cluster beside merge",
        inputs: "values: {config: {cluster: {name: ocis-cluster}}}",
        refused: ["values.config.cluster.name"],
    },
    {
        from: "vantage: TLS for clients and routes, and a key of another chart",
        inputs: `
replicas: 3
values:
  natsBox: {enabled: false}
  tls: {enabled: true, collectorSecret: a}
  tlsCA: {enabled: true, secretName: tls}
  config: {nats: {tls: {enabled: true, secretName: tls, merge: {verify: true}}}, cluster: {tls: {enabled: true, secretName: tls}}}`,
        refused: ["values.tls"],
    },
    {
        from: "a deployment of leaf nodes: what of the chart's inputs stands elsewhere",
        inputs: `
replicas: 1
values:
  config: {leafnodes: {enabled: true, noAdvertise: true, port: 7422}, monitor: {enabled: true, port: 8222}}
  configMap: {name: nats-leaf-config}
  headlessService: {name: nats-leaf-headless}
  service: {ports: {nats: {port: 4222}, monitor: {enabled: true, port: 8222}}}
  promExporter: {enabled: true, port: 7777, image: {repository: natsio/prometheus-nats-exporter, tag: latest, pullPolicy: IfNotPresent}}
  podDisruptionBudget: {enabled: true, maxUnavailable: 1}
  podTemplate:
    configChecksumAnnotation: true
    patch: [{op: add, path: /spec/volumes/-, value: {name: leaf-creds, secret: {secretName: leaf-credentials}}}]`,
        refused: ["values.config.leafnodes.noAdvertise", "values.podDisruptionBudget.maxUnavailable"],
    },
    {
        from: "a Pulumi component: annotations for Grafana",
        inputs: `
values:
  podTemplate: {merge: {metadata: {annotations: {k8s.grafana.com/scrape: "true"}}, spec: {terminationGracePeriodSeconds: 60}}}
  promExporter: {enabled: true, port: 7777}
  natsBox: {enabled: true}`,
        refused: [],
    },
    {
        from: "NERSC/interactEM#22: browsers through an ingress",
        inputs: `
values:
  config:
    websocket:
      enabled: true
      port: 8080
      ingress: {enabled: true, hosts: [nats.example.com], className: nginx, tlsSecretName: nats-tls}
      merge: {same_origin: false, allowed_origins: ["https://app.example.com"], compression: true, no_tls: true}`,
        refused: [],
    },
    {
        from: "nats-io/k8s#846: monitoring through the Service",
        inputs: `
values:
  config: {merge: {debug: false, max_payload: 8MB, lame_duck_duration: 120s, write_deadline: "10s"}, monitor: {enabled: true, port: 8222}}
  service: {ports: {monitor: {enabled: true}}}
  promExporter: {enabled: true, podMonitor: {enabled: true, merge: {metadata: {labels: {release: prometheus}}}}}`,
        refused: [],
    },
];

describe("values from the field", () => {
    for (const { from, inputs, refused } of REPORTS) {
        it(`are ${refused.length === 0 ? "taken" : "refused, each at its path"}: ${from}`, () => {
            const problems = problemsOf(parse(inputs) as Inputs);
            assert.deepEqual(
                problems.map(({ path }) => path),
                refused,
                JSON.stringify(problems),
            );
        });
    }

    it("leave enough time for a lame duck, wherever it is set", () => {
        const { release } = planOf({ values: { config: { merge: { lame_duck_duration: "120s" } } } });
        assert.match(JSON.stringify(release.values["podTemplate"]), /"terminationGracePeriodSeconds":150/);
    });
});
