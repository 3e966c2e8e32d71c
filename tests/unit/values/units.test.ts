import fc from "fast-check";
import assert from "node:assert/strict";
import { durationSeconds, isDuration } from "../../../provider/values/duration";
import { parseQuantity } from "../../../provider/values/quantity";
import { parseSize, parseStorageSize } from "../../../provider/values/size";

const KIB = 1024;
const MIB = 1024 * 1024;
const GIB = 1024 * 1024 * 1024;

/** Kubernetes's suffixes, as a power of ten or of two. */
const DECIMAL = { "": 0, k: 3, M: 6, G: 9, T: 12, P: 15 };
const BINARY = { Ki: 10, Mi: 20, Gi: 30, Ti: 40, Pi: 50 };

describe("quantities of Kubernetes", () => {
    const quantities: Record<string, number> = {
        "2": 2,
        "0": 0,
        "1.5": 1.5,
        ".5": 0.5,
        "5.": 5,
        "1e3": 1000,
        "1E3": 1000,
        "15e-1": 1.5,
        "1E": 1e18,
        "500m": 0.5,
        "250u": 0.00025,
        "1n": 1e-9,
        "1k": 1000,
        "1M": 1_000_000,
        "2G": 2_000_000_000,
        "1Ki": KIB,
        "128Mi": 128 * MIB,
        "1.5Gi": 1.5 * GIB,
        "10Gi": 10 * GIB,
        "1Ti": KIB * GIB,
    };
    for (const [text, number] of Object.entries(quantities)) {
        it(`reads ${text} as ${number}`, () => assert.equal(parseQuantity(text), number));
    }

    for (const text of [
        "",
        "Gi",
        "10GB",
        "10gi",
        "10 Gi",
        " 10Gi",
        "10Gi ",
        "1K",
        "1e",
        "1e3Gi",
        "-1",
        "+1",
        "1,5Gi",
        "0x10",
        "ten",
        ".",
    ]) {
        it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseQuantity(text), undefined));
    }

    it("reads every whole number with every suffix exactly", () => {
        const suffix = fc.constantFrom(
            ...Object.entries(DECIMAL).map(([text, power]) => [text, 10n ** BigInt(power)] as const),
            ...Object.entries(BINARY).map(([text, power]) => [text, 2n ** BigInt(power)] as const),
        );
        fc.assert(
            fc.property(fc.nat(4000), suffix, (digits, [text, factor]) => {
                assert.equal(parseQuantity(`${digits}${text}`), Number(BigInt(digits) * factor));
            }),
        );
    });

    it("reads thousandths as the same number as a decimal fraction: 700m is 0.7", () => {
        fc.assert(fc.property(fc.integer({ min: 1, max: 64_000 }), (m) => assert.equal(parseQuantity(`${m}m`), m / 1000)));
    });
});

describe("sizes of nats.conf", () => {
    const sizes: Record<string, number> = {
        "0": 0,
        "8388608": 8_388_608,
        "-1": -1,
        "1k": 1000,
        "1K": 1000,
        "1kb": KIB,
        "1KB": KIB,
        "1ki": KIB,
        "1KiB": KIB,
        "2M": 2_000_000,
        "16MB": 16 * MIB,
        "16Mi": 16 * MIB,
        "2G": 2_000_000_000,
        "2Gi": 2 * GIB,
        "1.5Gi": 1.5 * GIB,
    };
    for (const [text, bytes] of Object.entries(sizes)) {
        it(`reads ${text} as ${bytes} bytes`, () => assert.equal(parseSize(text), bytes));
    }

    for (const text of ["", "MB", "16XB", "16MBs", "1e3", "16M5", "$SIZE", "1.5.2Gi", "١MB"]) {
        it(`refuses ${JSON.stringify(text)}`, () => assert.equal(parseSize(text), undefined));
    }

    it("counts JetStream's K, M, G and T in powers of 1024, as NATS does there and nowhere else", () => {
        assert.equal(parseStorageSize("2G"), 2 * GIB);
        assert.equal(parseStorageSize("3K"), 3 * KIB);
        assert.equal(parseStorageSize("2Gi"), 2 * GIB);
        assert.equal(parseStorageSize("2g"), 2_000_000_000);
        assert.equal(parseStorageSize("1024"), 1024);
        assert.equal(parseStorageSize("lots"), undefined);
    });

    it("is the same in capitals and in small letters", () => {
        const size = fc.tuple(fc.nat(2000), fc.constantFrom("k", "kb", "ki", "kib", "m", "mb", "mi", "mib", "g", "gb", "gi", "t", "tib"));
        fc.assert(
            fc.property(size, ([digits, unit]) => assert.equal(parseSize(`${digits}${unit}`), parseSize(`${digits}${unit.toUpperCase()}`))),
        );
    });

    it("is never a fraction of a byte", () => {
        fc.assert(
            fc.property(fc.integer({ min: 1, max: 99_999 }), fc.constantFrom("", "k", "kb", "mb", "gib"), (digits, unit) => {
                const bytes = parseSize(`${digits / 1000}${unit}`);
                assert.ok(Number.isInteger(bytes), String(bytes));
            }),
        );
    });
});

describe("durations of Go", () => {
    const durations: Record<string, number> = {
        "0": 0,
        "2s": 2,
        "1m30s": 90,
        "1.5h": 5400,
        "250ms": 0.25,
        "-5s": -5,
        "1h0m1s": 3601,
        "3us": 3e-6,
        "3µs": 3e-6,
        ".5s": 0.5,
    };
    for (const [text, seconds] of Object.entries(durations)) {
        it(`reads ${text} as ${seconds} seconds`, () => {
            assert.equal(isDuration(text), true);
            assert.ok(Math.abs(durationSeconds(text) - seconds) < 1e-12, String(durationSeconds(text)));
        });
    }

    for (const text of ["", "5", "2 s", "2sec", "1d", "s", "-", "1h-5m", "two seconds"]) {
        it(`refuses ${JSON.stringify(text)}`, () => assert.equal(isDuration(text), false));
    }

    it("adds up hours, minutes and seconds", () => {
        fc.assert(
            fc.property(fc.nat(99), fc.nat(59), fc.nat(59), (h, m, s) => {
                assert.equal(durationSeconds(`${h}h${m}m${s}s`), h * 3600 + m * 60 + s);
            }),
        );
    });
});
