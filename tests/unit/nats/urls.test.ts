// What the servers take for an address: each was tried on nats-server 2.14.2 and 2.15.2.
import assert from "node:assert/strict";
import { addressOf, isOrigin } from "../../../provider/nats/urls";

describe("addresses in nats.conf", () => {
    const read: Readonly<Record<string, unknown>> = {
        "nats://hub": { scheme: "nats", host: "hub", port: undefined },
        " TLS://a:p%20w@hub.example.com:7422/x?y ": { scheme: "tls", host: "hub.example.com", port: 7422 },
        "ws://[::1]:80": { scheme: "ws", host: "[::1]", port: 80 },
        "nats://hub:": { scheme: "nats", host: "hub", port: undefined },
        "nats://żółć:1": { scheme: "nats", host: "żółć", port: 1 },
    };
    for (const [text, address] of Object.entries(read)) {
        it(`${JSON.stringify(text)} is one`, () => assert.deepEqual(addressOf(text), address));
    }

    const unread = [
        ...["", "hub", "hub:7422", ":7422", "127.0.0.1:7422", "nats:///x", "nats://:7422", "nats://a@"],
        ...["nats://[::1", "nats://a b:1", "nats://h^x", "nats://h:port", "nats://h:99999", "nats://a:1:2", "nats://h\tx", "nats://a%20b"],
        ...["nats://u:p w@h", "nats://u:p%@h", "nats://h/%zz", "nats://h#%zz"],
    ];
    for (const text of unread) {
        it(`${JSON.stringify(text)} is none`, () => assert.equal(addressOf(text), undefined));
    }

    it("are origins of browsers where there is nothing but a scheme of HTTP and a host", () => {
        assert.deepEqual(
            ["https://a", "HTTPS://a:8443", "http://[::1]:80"].filter((text) => !isOrigin(text)),
            [],
        );
        assert.deepEqual(["ftp://a", " https://a", "https://a/%zz", "https://a#b", "https://a\\b", "https://a:b"].filter(isOrigin), []);
    });
});
