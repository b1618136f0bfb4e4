import assert from "node:assert/strict";
import { test } from "node:test";
import { Class, severity } from "../shared/classes";
import { Coverage, outside, steps } from "../shared/coverage";
import { widenThinHoles } from "../shared/lane";

/** Random numbers from a seed, so that a failure can be had again. */
function random(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

interface Span {
    start: number;
    end: number;
    kind: Class;
}

function archive(next: (below: number) => number): { length: number; spans: Span[] } {
    const spans: Span[] = [];
    let at = 0;
    for (let i = next(60); i >= 0; i--) {
        const start = at + (next(3) === 0 ? 0 : next(10 ** (1 + next(10))));
        const end = start + 1 + next(10 ** (1 + next(8)));
        spans.push({ start, end, kind: 1 + next(4) });
        at = end;
    }
    return { length: at + next(1_000_000), spans };
}

function coverageOf({ length, spans }: { length: number; spans: Span[] }): Coverage {
    return new Coverage(0, length, spans.flatMap(({ start, end, kind }) => [start, ...[0, 1, 2, 3, 4].map((c) => (c === kind ? end - start : 0))]));
}

const kindOf = (code: number) => Math.floor(code / steps);

for (let seed = 1; seed <= 300; seed++) {
    test(`every hole has its column at every zoom, and every column its worst class (seed ${seed})`, () => {
        const next = random(seed);
        const plan = archive(next);
        const coverage = coverageOf(plan);
        for (let zoom = 0; zoom < 12; zoom++) {
            const from = next(plan.length);
            const to = zoom === 0 ? plan.length : from + 1 + next(Math.max(1, (plan.length - from) / 2 ** zoom));
            const width = 1 + next(2000);
            const left = zoom === 0 ? 0 : from;
            const columns = coverage.columns(left, to, width);
            for (const { start, end, kind } of plan.spans) {
                if (kind !== Class.Missing || end <= left || start >= to) continue;
                const seen = columns.findIndex((code, x) => kindOf(code) === Class.Missing && touches(start, end, left, to, width, x));
                assert.notEqual(seen, -1, `hole ${start}-${end} in ${left}-${to} at ${width}`);
            }
            for (let i = 0; i < 20; i++) {
                const x = next(width);
                const wide = (to - left) / width;
                const inside = (span: Span) => span.start < left + wide * (x + 1) - 1e-6 * wide && span.end > left + wide * x + 1e-6 * wide;
                const kinds = new Set(plan.spans.filter(inside).map(({ kind }) => kind));
                const worst = severity.find((kind) => kinds.has(kind));
                if (worst !== undefined) assert.ok(severity.indexOf(kindOf(columns[x])) <= severity.indexOf(worst));
            }
        }
    });
}

/** Whether a hole has anything in a column or in the one beside it, where numbers are rounded. */
function touches(start: number, end: number, from: number, to: number, width: number, x: number): boolean {
    const wide = (to - from) / width;
    return start < from + wide * (x + 2) && end > from + wide * (x - 1);
}

test("the classes of a range add up to it", () => {
    for (let seed = 1; seed <= 300; seed++) {
        const next = random(seed);
        const plan = archive(next);
        const from = next(plan.length);
        const to = Math.min(plan.length, from + 1 + next(plan.length));
        const expected = [0, 0, 0, 0, 0, 0];
        for (const { start, end, kind } of plan.spans) expected[kind] += Math.max(0, Math.min(end, to) - Math.max(start, from));
        expected[Class.Full] = to - from - expected.reduce((sum, part) => sum + part);
        const mix = [...coverageOf(plan).mix(from, to)];
        mix.forEach((part, kind) => assert.ok(Math.abs(part - expected[kind]) < 1, `seed ${seed}: ${mix} is not ${expected}`));
    }
});

test("a pooled span shows what is missing in it wherever it is looked at", () => {
    const coverage = new Coverage(0, 1000, [100, 799, 0, 0, 1, 0]);
    assert.deepEqual([...coverage.columns(0, 1000, 10)].map(kindOf), [0, 3, 3, 3, 3, 3, 3, 3, 3, 0]);
});

test("what is off is seen where nothing else is", () => {
    const coverage = new Coverage(0, 1000, [100, 0, 0, 0, 0, 0, 200, 300, 0, 0, 0, 10, 0, 0], 7);
    assert.deepEqual([...coverage.columns(0, 1000, 10)].map(kindOf), [0, 5, 5, 3, 0, 0, 0, 0, 0, 0]);
    assert.deepEqual([...coverage.mix(0, 1000)], [790, 0, 0, 10, 0, 200]);
});

test("outside of the window there is nothing", () => {
    assert.deepEqual([...new Coverage(100, 100, []).columns(0, 300, 3)].map((code) => code === outside), [true, false, true]);
});

test("two hundred thousand spans in ten years are drawn by looking at few of them", () => {
    const spans: number[] = [];
    for (let i = 0; i < 200_000; i++) spans.push(i * 1_577e6, 0, 0, 0, 1, 0);
    const coverage = new Coverage(0, 200_000 * 1_577e6, spans);
    assert.ok(coverage.columns(0, coverage.end, 2400).every((code) => kindOf(code) === Class.Missing));
});

test("a hole of one column is widened, at the edges of a picture too", () => {
    const missing = Class.Missing * steps + 1;
    const holes = (columns: string) => [...widenThinHoles(Uint8Array.from(columns, (letter) => (letter === "x" ? missing : 15)), 4)].map((code) => (code === missing ? "x" : ".")).join("");
    assert.equal(holes(".........x"), "......xxxx");
    assert.equal(holes("x........."), "xxxx......");
    assert.equal(holes("...x......"), "...xxxx...");
    assert.equal(holes("...xxxxxx."), "...xxxxxx.");
    assert.equal(holes("x.x"), "xxx");
});
