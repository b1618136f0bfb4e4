import assert from "node:assert/strict";
import { test } from "node:test";
import { barsOf } from "../shared/corrupt";

test("a microsecond in ten years has a bar, as thin as may be", () => {
    const years = 10 * 366 * 86_400e6;
    assert.deepEqual(barsOf([years / 2, 1], { from: 0, to: years }, 1000, 3), [[500, 503]]);
});

test("a bar at the right end stays in the picture", () => {
    assert.deepEqual(barsOf([999, 1], { from: 0, to: 1000 }, 100, 3), [[97, 100]]);
});

test("bars that touch are one, others are none", () => {
    assert.deepEqual(barsOf([0, 10, 20, 10, 50, 10], { from: 0, to: 100 }, 100, 3), [[0, 10], [20, 30], [50, 60]]);
    assert.deepEqual(barsOf([0, 10, 10, 10], { from: 0, to: 100 }, 100, 3), [[0, 20]]);
});

test("what lies beside the view has no bar, what reaches into it has", () => {
    assert.deepEqual(barsOf([0, 10, 200, 10], { from: 10, to: 200 }, 190, 3), []);
    assert.deepEqual(barsOf([0, 11], { from: 10, to: 110 }, 100, 3), [[0, 3]]);
});
