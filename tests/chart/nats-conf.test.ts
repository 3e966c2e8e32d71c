// The text of nats.conf, and which files the reloader watches for it. Every literal is what the official chart was seen to render.
import assert from "node:assert/strict";
import { cases } from "./cases";
import { type KubernetesObject, at, findHelm, render, standIn } from "./render";

function objectOf(name: string, kind: string): KubernetesObject {
    const object = Object.values(render(standIn, cases[name]!)).find((candidate) => candidate.kind === kind);
    if (object === undefined) throw new Error(`no ${kind} is rendered with ${name}`);
    return object;
}

function natsConf(name: string): string {
    return at(objectOf(name, "ConfigMap"), "data", "nats.conf") as string;
}

/** The lines that start with one of these keys, or with `include`. */
function linesOf(name: string, ...keys: string[]): string[] {
    const starts = ["include ", ...keys.map((key) => `"${key}": `)];
    const lines = natsConf(name).split("\n");
    return lines.map((line) => line.trim()).filter((line) => starts.some((start) => line.startsWith(start)));
}

function watched(name: string): unknown[] {
    const args = at(objectOf(name, "StatefulSet"), "spec", "template", "spec", "containers", 1, "args") as unknown[];
    assert.deepEqual(args.slice(0, 4), ["-pid", "/var/run/nats/nats.pid", "-config", "/etc/nats-config/nats.conf"]);
    return args.slice(4).filter((argument) => argument !== "-config");
}

describe("nats.conf of the stand-in chart", function () {
    this.timeout(60_000);

    before(findHelm);

    it("has a port, a monitor and a graceful shutdown when nothing is set", () => {
        assert.equal(
            natsConf("no values at all"),
            `{
  "http_port": 8222,
  "lame_duck_duration": "30s",
  "lame_duck_grace_period": "10s",
  "pid_file": "/var/run/nats/nats.pid",
  "port": 4222,
  "server_name": $SERVER_NAME
}
`,
        );
    });

    it("has the component's includes at their places, and no password", () => {
        assert.equal(
            natsConf("what the component sets"),
            `{
  include ../nats-auth/auth.conf;
  "cluster": {
    "name": "nats",
    "no_advertise": true,
    "port": 6222,
    "routes": [
      "nats://nats-0.nats-headless:6222",
      "nats://nats-1.nats-headless:6222",
      "nats://nats-2.nats-headless:6222"
    ],
    include ../nats-auth/cluster.conf;
  },
  "debug": false,
  "http_port": 8222,
  "jetstream": {
    "max_file_store": 9663676416,
    "max_memory_store": 0,
    "store_dir": "/data",
    include ../nats-auth/jetstream.conf;
  },
  "lame_duck_duration": "30s",
  "lame_duck_grace_period": "10s",
  "max_payload": 16777216,
  "pid_file": "/var/run/nats/nats.pid",
  "port": 4222,
  "server_name": $SERVER_NAME,
  "write_deadline": "2s"
}
`,
        );
    });

    it("limits JetStream by the size of the volume, unless a size is given", () => {
        const keys = ["max_file_store", "max_memory_store", "store_dir"];
        assert.deepEqual(linesOf("JetStream on disk", ...keys), [
            `"max_file_store": 10Gi,`,
            `"max_memory_store": 0,`,
            `"store_dir": "/data"`,
        ]);
        assert.deepEqual(linesOf("JetStream in memory only", ...keys), [`"max_file_store": 0,`, `"max_memory_store": 512Mi`]);
        assert.deepEqual(linesOf("JetStream on a volume of the user's", ...keys), [
            `"max_file_store": 9Gi,`,
            `"max_memory_store": 0,`,
            `"store_dir": "/store"`,
        ]);
        assert.deepEqual(linesOf("a store with no limit but the disk's", ...keys), [`"store_dir": "/data"`]);
    });

    // nats-server cannot read an exponent. The official chart writes one all the same, so the component gives this size as a string.
    it("writes a store's size in bytes with an exponent when it is given as a number", () => {
        assert.deepEqual(linesOf("what the component sets, with the store's size as a number", "max_file_store"), [
            `"max_file_store": 9.663676416e+09,`,
        ]);
    });

    it("writes the numbers of the user's own keys in full", () => {
        assert.deepEqual(linesOf("sizes as plain numbers", "beyond", "huge", "max_file", "max_pending", "negative", "ratio", "tiny"), [
            `"beyond": 9007199254740991,`,
            `"huge": 1.5e+21,`,
            `"max_file": 9663676416,`,
            `"max_pending": 268435456,`,
            `"negative": -1,`,
            `"ratio": 0.25,`,
            `"tiny": 1e-7`,
        ]);
    });

    it("takes the quotes from what stands between << and >>, and from nothing else", () => {
        const text = natsConf("raw values and variables");
        const raw = [`"token": $TOKEN,`, `"user": $USER`, `"max_payload": 16MB,`, `"spaced": a  b`];
        const quoted = [`"password": "<<$LITERAL>>",`, `"<< >>",`, `"a << 1 >> b"`];
        for (const line of [...raw, ...quoted]) {
            assert.ok(text.includes(`${line}\n`), line);
        }
    });

    it("includes files at every depth", () => {
        assert.deepEqual(linesOf("included files, at every depth and in every form"), [
            "include first.conf;",
            "include /etc/absolute.conf;",
            "include ../auth/a.conf;",
            "include ../auth/b.conf;",
            "include ./cluster.conf;",
            "include ../leaf/remote.conf;",
            `include with \\"quotes\\" & <brackets>, and a comma;`,
            "include ../auth//../auth/last.conf;",
        ]);
    });

    it("keeps markup, backslashes and other alphabets as they were given", () => {
        assert.deepEqual(linesOf("strings that try to break out", "escapes", "markup", "quotes", "template", "unicode", "$literal"), [
            `"$literal": "$HOME \${HOME}",`,
            String.raw`"escapes": "\\u003c \\\\u003e \\\\\\u0026 \\<\\\\>",`,
            `"markup": "<b>&amp;</b> <<&>> >>> <",`,
            String.raw`"quotes": "\"double\" 'single' ${"`back`"}",`,
            String.raw`"template": "{{ .Values.config }} {{- fail \"x\" }} $tplYaml",`,
            `"unicode": "żółć 日本 🚀\\u2028\\u2029",`,
        ]);
    });

    it("has the certificates of every listener, and routes over TLS", () => {
        const text = natsConf("TLS everywhere, with a CA from a ConfigMap");
        for (const name of ["nats", "cluster", "gateway", "leafnodes", "mqtt", "websocket"]) {
            assert.ok(text.includes(`"cert_file": "/etc/nats-certs/${name}/tls.crt",\n`), name);
        }
        assert.equal(text.match(/"ca_file": "\/etc\/nats-ca-cert\/ca.crt",\n/g)?.length, 6);
        assert.ok(text.includes(`"tls://demo-nats-0.demo-nats-headless:6222",\n`));
        assert.ok(text.includes(`"https_port": 8222,\n`));
        assert.ok(!text.includes("no_tls"));
    });

    it("escapes the routes' password in their addresses only", () => {
        const text = natsConf("routes with a password that has to be escaped");
        assert.ok(text.includes(String.raw`"password": "p@:/?#\"\\é%",`));
        assert.ok(text.includes("nats://r+o:p%40%3A%2F%3F%23%22%5C%C3%A9%25@demo-nats-0.demo-nats-headless:6222"));
    });

    it("is watched by the reloader, with all files that it names", () => {
        assert.deepEqual(watched("no values at all"), []);
        assert.deepEqual(watched("what the component sets"), [
            "/etc/nats-auth/auth.conf",
            "/etc/nats-auth/cluster.conf",
            "/etc/nats-auth/jetstream.conf",
        ]);
        assert.deepEqual(watched("TLS with everything named otherwise"), [
            "/etc/authority/root.pem",
            "/etc/nats-certs/cluster/tls.crt",
            "/etc/nats-certs/cluster/tls.key",
            "/mnt/x.crt",
            "/etc/authority/root.pem",
            "/etc/client/c.pem",
            "/etc/client/k.pem",
        ]);
    });

    it("shows the result of every operation of a patch", () => {
        const text = natsConf("every operation of a patch").replace(/\s+/g, "");
        assert.ok(text.includes(`"a":{"":"emptykey","x/y":{"deep":{"er":[1GB]}},"~1":"tildeone"}`));
        assert.ok(text.includes(`"copied":{"deep":{"er":["onlyinthecopy",1GB]}}`));
        assert.ok(text.includes(`"list":[null,2,3,[4,{"five":[5,6]},"end"]],"moved":1`));
    });
});
