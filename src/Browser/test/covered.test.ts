import assert from "node:assert/strict";
import { test } from "node:test";
import { classes } from "../shared/classes";
import { coverageOf, firstCovered } from "../site/covered";
import { clock, momentOf } from "../site/moments";
import type { CoverageAnswer, CoveredStream } from "../site/types";

function random(seed: number): (below: number) => number {
    let state = seed;
    return (below) => {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        return Math.floor((state / 2 ** 32) * below);
    };
}

/** An answer of random columns, with what each holds. */
function answerOf(next: (below: number) => number): { answer: CoverageAnswer; stream: CoveredStream; parts: number[][] } {
    const from = momentOf("2026-03-28T22:00:00Z");
    const columns = 1 + next(60);
    const width = 1000 * (1 + next(5));
    const [first, last] = [next(columns), columns - 1 - next(3)];
    const parts = Array.from({ length: columns }, (_, column) => {
        if (column < first || column > Math.max(first, last)) return classes.map(() => 0);
        if (next(3) > 0) {
            const whole = next(2) === 0 ? 0 : next(classes.length);
            return classes.map((_, i) => (i === whole ? width : 0));
        }
        const cut = 1 + next(width - 1);
        const [one, other] = [next(classes.length), next(classes.length)];
        return classes.map((_, i) => (i === one ? cut : 0) + (i === other ? width - cut : 0));
    });
    const worst = (column: number[]) => classes.reduce((most, row, i) => (column[i] > 0 && (most < 0 || row.weight > classes[most].weight) ? i : most), -1);
    const letters = parts.map((column) => (worst(column) < 0 ? "-" : String(worst(column)))).join("");
    const audited = parts.map((column, i) => (worst(column) < 0 ? -1 : i)).filter((i) => i >= 0);
    const stream: CoveredStream = {
        channel: "c",
        quality: "q",
        start: clock.exact(from + audited[0] * width),
        end: clock.exact(from + (audited[audited.length - 1] + 1) * width),
        microseconds: {},
        worst: letters,
        mixed: parts.flatMap((column, i) => (worst(column) >= 0 && column[worst(column)] !== width ? [[i, ...column]] : [])),
    };
    const answer: CoverageAnswer = {
        run: 1, audited: null, from: clock.exact(from), to: clock.exact(from + columns * width), columns, classes: classes.map(({ word }) => word), streams: [stream], more: false, cursor: null,
    };
    return { answer, stream, parts };
}

for (let seed = 1; seed <= 200; seed++) {
    test(`lanes hold of each column what the host says (seed ${seed})`, () => {
        const { answer, stream, parts } = answerOf(random(seed));
        const coverage = coverageOf(answer, stream);
        const [from, to] = [momentOf(answer.from!), momentOf(answer.to!)];
        const width = (to - from) / answer.columns;
        parts.forEach((column, i) => {
            const mix = [...coverage.mix(from + i * width, from + (i + 1) * width)];
            assert.ok(mix.every((part, kind) => Math.abs(part - column[kind]) < 1), `column ${i}: ${mix} is not ${column}`);
        });
        assert.equal(firstCovered(stream), parts.findIndex(([full, suspect, partial]) => full + suspect + partial > 0));
    });
}

test("a moment is read to the microsecond", () => {
    assert.equal(clock.exact(momentOf("2026-03-28T22:00:02.010001Z")), "2026-03-28T22:00:02.010001Z");
});
