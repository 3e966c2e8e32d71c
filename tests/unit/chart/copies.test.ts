import assert from "node:assert/strict";
import { mkdtempSync, mkdirSync, readFileSync, readdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { type IncomingMessage, type Server, createServer, request } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { gunzipSync, gzipSync } from "node:zlib";
import { ChartCopies } from "../../../provider/chart/copies";
import { Leaf } from "../../../provider/values/leaf";

describe("charts from URLs", () => {
    let root: string;
    let folder: string;
    let program: string;
    let server: Server;
    let url: string;
    /** What the server has, by which it knows the version, and how it answers otherwise. */
    let content: string;
    let validators: Record<string, string>;
    let fails: number | undefined;
    const asked: IncomingMessage[] = [];

    beforeEach(async () => {
        root = mkdtempSync(join(tmpdir(), "nats-charts-"));
        [folder, program] = [join(root, "cache", "charts"), join(root, "program")];
        mkdirSync(program);
        [content, validators, fails] = ["a chart", { etag: '"1"' }, undefined];
        asked.length = 0;
        server = createServer((request, response): void => {
            asked.push(request);
            const { "if-none-match": etag, "if-modified-since": since } = request.headers;
            const known = (etag ?? since) !== undefined && (etag ?? since) === (validators["etag"] ?? validators["last-modified"]);
            const status = fails ?? (request.url === "/nats.tgz" ? (known ? 304 : 200) : 404);
            response.writeHead(status, validators).end(status === 200 ? gzipSync(content) : "<html>");
        });
        await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
        url = `http://127.0.0.1:${(server.address() as AddressInfo).port}/nats.tgz`;
    });
    afterEach(async () => {
        await stop();
        rmSync(root, { recursive: true, force: true });
    });

    function stop(): Promise<unknown> {
        server.closeAllConnections();
        return new Promise((resolve) => server.close(resolve));
    }

    const charts = (environment = {}) => new ChartCopies(folder, environment, program);
    const locate = (source = url) => charts().locate({ source });
    /** What the kubernetes provider reads: a file of the source's name, seen from the program's folder. */
    const found = (source = url): string => gunzipSync(readFileSync(join(program, source))).toString();

    it("are used from there while that answers, and asked for again only when they have changed", async () => {
        for (const kind of [{ etag: '"1"' }, { "last-modified": "Thu, 01 Jan 2026 00:00:00 GMT" }]) {
            rmSync(folder, { recursive: true, force: true });
            [validators, asked.length] = [kind, 0];
            for (const expected of [undefined, Object.values(kind)[0]]) {
                const { source, notice } = await locate();
                assert.deepEqual([source, notice], [url, undefined]);
                const { method, headers } = asked.at(-1)!;
                assert.deepEqual([method, headers["if-none-match"] ?? headers["if-modified-since"]], ["GET", expected]);
            }
            assert.deepEqual(readdirSync(program), []);
        }
    });

    for (const [how, breakIt] of Object.entries<() => unknown>({
        "doesn't answer any more": stop,
        "answers with an error": () => void (fails = 503),
        "has it no more": () => void (fails = 404),
        "gives a sign-in page in its place": () => void (fails = 203),
    })) {
        it(`are the newest copy that was seen, under the same name, when the source ${how}`, async () => {
            await locate();
            [content, validators] = ["a newer chart", { etag: '"2"' }];
            await locate();
            await breakIt();
            const { source, notice, end } = await locate();
            assert.equal(source, url);
            assert.match(notice!, /can't be had from its source \(.*\); the newest copy that was seen is used/);
            assert.equal(found(), "a newer chart");
            end();
            assert.deepEqual(readdirSync(program), [], "nothing stays in the program's folder");
        });
    }

    it("stay under their name until the last cluster has read them", async () => {
        await locate();
        await stop();
        const all = charts();
        const [one, other] = [await all.locate({ source: url }), await all.locate({ source: url })];
        one.end();
        assert.equal(found(), "a chart");
        other.end();
        const later = await all.locate({ source: url });
        assert.equal(found(), "a chart");
        later.end();
        assert.deepEqual(readdirSync(program), []);
    });

    it("are the source's again when it is back, also after an update that was killed", async () => {
        await locate();
        fails = 503;
        await locate();
        [fails, content, validators] = [undefined, "a newer chart", { etag: '"2"' }];
        const { source, notice } = await locate();
        assert.deepEqual([source, notice, readdirSync(program)], [url, undefined, []]);
    });

    it("are the copy by its path where nothing may be written into the program's folder, or something else is there", async () => {
        await locate();
        await stop();
        writeFileSync(join(program, "http:"), "");
        const { source, end } = await locate();
        assert.equal(gunzipSync(readFileSync(source as string)).toString(), "a chart");
        end();
        rmSync(join(program, "http:"));
        const place = join(program, new URL(url).protocol, new URL(url).host);
        mkdirSync(place, { recursive: true });
        symlinkSync("/elsewhere.tgz", join(place, "nats.tgz"));
        const other = await locate();
        assert.notEqual(other.source, url);
        other.end();
        assert.deepEqual(readdirSync(place), ["nats.tgz"], "what isn't ours stays");
    });

    it("lead to no file outside of the program's folder", async () => {
        const climbing = url.replace("/nats.tgz", "/../../../../nats.tgz");
        await locate(climbing);
        await stop();
        const { source } = await locate(climbing);
        assert.match(source as string, /\/cache\/charts\/[0-9a-f]+\.tgz$/);
    });

    it("are left to the kubernetes provider when they are nowhere, and nothing is kept of an error", async () => {
        const wrong = url.replace("nats.tgz", "other.tgz");
        assert.equal((await locate(wrong)).source, wrong);
        fails = 203;
        assert.equal((await locate()).source, url);
        await stop();
        assert.equal((await locate()).source, url);
        assert.throws(() => readdirSync(folder), /ENOENT/);
    });

    it("are asked for once by all clusters of a program", async () => {
        const all = charts();
        await Promise.all([1, 2, 3].map(() => all.locate({ source: url })));
        assert.equal(asked.length, 1);
    });

    it("are asked for with what is to log in with", async () => {
        const credentials = { username: Leaf.secret("bob", "bob"), password: Leaf.secret("a:b@c", "a:b@c") };
        await charts().locate({ source: url, credentials });
        assert.equal(asked[0]!.headers.authorization, `Basic ${Buffer.from("bob:a:b@c").toString("base64")}`);
    });

    it("are kept in the user's cache, for nobody else to read", async () => {
        for (const [variable, cache] of [
            ["XDG_CACHE_HOME", join(root, "xdg")],
            ["LOCALAPPDATA", join(root, "local")],
        ] as const) {
            await ChartCopies.ofUser({ [variable]: cache }).locate({ source: url });
            const kept = join(cache, "pulumi-nats", "charts");
            assert.equal(readdirSync(kept).filter((file) => file.endsWith(".tgz")).length, 1);
            assert.equal(statSync(kept).mode & 0o777, 0o700);
        }
    });

    it("are nothing else: paths, OCI references and secrets stay as they are", async () => {
        for (const source of ["/charts/nats", "oci://mirror/nats", Leaf.secret("https://u:p@mirror", "https://u:p@mirror/nats.tgz")]) {
            assert.equal((await charts().locate({ source })).source, source);
        }
        assert.equal(asked.length, 0);
    });

    describe("behind a proxy", () => {
        const SOURCE = "http://charts.invalid/nats.tgz";
        let proxy: Server;
        let address: string;
        const passed: string[] = [];

        beforeEach(async () => {
            passed.length = 0;
            proxy = createServer((incoming, response) => {
                passed.push(incoming.url!);
                request(url, { headers: incoming.headers }, (answer) => {
                    response.writeHead(answer.statusCode!, answer.headers);
                    answer.pipe(response);
                }).end();
            });
            await new Promise<void>((resolve) => proxy.listen(0, "127.0.0.1", resolve));
            address = `http://127.0.0.1:${(proxy.address() as AddressInfo).port}`;
        });
        afterEach(() => {
            proxy.closeAllConnections();
            proxy.close();
        });

        it("are asked for by way of that, and kept", async () => {
            for (const variable of ["HTTP_PROXY", "http_proxy"]) {
                assert.equal((await charts({ [variable]: address }).locate({ source: SOURCE })).notice, undefined);
            }
            assert.deepEqual(passed, [SOURCE, SOURCE]);
            assert.equal(readdirSync(folder).length, 2);
        });

        it("are asked for directly where NO_PROXY says so, on this machine, and for another scheme", async () => {
            await charts({ HTTP_PROXY: address, NO_PROXY: "charts.invalid" }).locate({ source: SOURCE });
            await charts({ HTTPS_PROXY: address }).locate({ source: SOURCE });
            assert.throws(() => readdirSync(folder), /ENOENT/);
            await charts({ HTTP_PROXY: address }).locate({ source: url });
            assert.deepEqual([passed, asked.length], [[], 1]);
        });
    });
});
