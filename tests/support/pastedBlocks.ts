import { parse } from "yaml";

/** What stands under `spec:` in the YAML blocks of Hikube's NATS pages: its API reference, and its overview (the last). */
const BLOCKS = {
    base: `
replicas: 2
resourcesPreset: nano
external: false
jetstream:
  enabled: true
  size: 10Gi
users:
  user1:
    password: "mypassword"
`,
    common: `
replicas: 3
resourcesPreset: small
external: true
storageClass: replicated
`,
    application: `
users:
  admin:
    password: "supersecurepassword"
  client:
    password: "clientpassword"

jetstream:
  enabled: true
  size: 20Gi

config:
  merge:
    debug: true
    trace: true
  resolver:
    dir: /data/nats/resolver
`,
    resources: `
resources:
  cpu: 4000m
  memory: 4Gi
`,
    complete: `
external: false

replicas: 2
resourcesPreset: large
storageClass: "replicated"

jetstream:
  enabled: true
  size: 10Gi

users:
  user1:
    password: mypassword

config:
  merge:
    # Exemple de configuration additionnelle NATS
    max_payload: 16MB
    write_deadline: 2s
    debug: false
    trace: false
  resolver:
    # Configuration du resolver (optionnelle, pour JWTs, accounts, etc.)
    type: full
    dir: /data/resolver
`,
    overview: `
external: false
replicas: 3
storageClass: "replicated"
users:
  user1:
    password: "strongpassword"
  user2: {}
jetstream:
  enabled: true
  size: 20Gi
config:
  merge:
    server_name: "nats-example"
    authorization:
      token: "my-secret-token"
    jetstream:
      max_memory_store: 2Gi
`,
} as const;

export interface Block {
    config?: { merge?: Record<string, unknown>; resolver?: unknown };
    [input: string]: unknown;
}

/** A new copy of a block. */
export function block(name: keyof typeof BLOCKS): Block {
    return parse(BLOCKS[name]) as Block;
}

/** A block without the part of its raw configuration that NATS refuses. */
export function withMergeOnly(name: keyof typeof BLOCKS, ...kept: readonly string[]): Block {
    const { config, ...rest } = block(name);
    const merge = Object.entries(config?.merge ?? {}).filter(([key]) => kept.includes(key));
    return { ...rest, config: { merge: Object.fromEntries(merge) } };
}
