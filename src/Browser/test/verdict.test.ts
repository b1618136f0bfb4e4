import assert from "node:assert/strict";
import { test } from "node:test";
import { letterOf, saysSame, shortOf } from "../site/verdict";

const verdict = (figures: Record<string, number>, compared = "2026-03-28T22:00:00.000000Z") => ({
    compared,
    microseconds: { fillable: 0, lower: 0, unknown: 0, nowhere: 0, ...figures },
    replicas: ["node2"],
    qualities: [],
});

test("a hole of which only a part was compared does not look like one of which all was", () => {
    const told = (microseconds: number, figures: Record<string, number>) => {
        const hole = { microseconds, verdict: verdict(figures) };
        return [letterOf(hole), shortOf(hole)];
    };
    assert.deepEqual(told(60, { fillable: 60 }), ["F", "fillable"]);
    assert.deepEqual(told(61, { fillable: 60 }), ["F+", "fillable, rest not compared"]);
    assert.deepEqual(told(61, { fillable: 60, nowhere: 1 }), ["F+", "fillable, nowhere"]);
    assert.deepEqual(told(62, { fillable: 60, nowhere: 1 }), ["F+", "fillable, nowhere, rest not compared"]);
    assert.deepEqual(told(60, {}), ["", "not compared"]);
    assert.deepEqual([letterOf({ microseconds: 60 }), shortOf({ microseconds: 60 })], ["", "–"]);
});

test("a verdict that says the same is the same, whenever it was made", () => {
    const before = verdict({ fillable: 60 });
    assert.ok(saysSame(before, verdict({ fillable: 60 }, "2026-03-29T22:00:00.000000Z")));
    assert.ok(!saysSame(before, verdict({ nowhere: 60 })));
    assert.ok(!saysSame(before, { ...before, replicas: ["node3"] }));
    assert.ok(!saysSame(before, undefined));
    assert.ok(saysSame(undefined, undefined));
});
