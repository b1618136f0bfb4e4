import assert from "node:assert/strict";
import { test } from "node:test";
import { Class } from "../shared/classes";
import { outside, steps } from "../shared/coverage";
import { laneColours } from "../shared/laneColours";
import type { Palette } from "../shared/palette";

const palette: Palette = {
    full: "rgb(1, 0, 0)",
    suspect: "rgb(2, 0, 0)",
    partial: "rgb(3, 0, 0)",
    "missing-least": "rgb(0, 10, 0)",
    "missing-most": "rgb(0, 150, 14)",
    unknown: "rgb(5, 0, 0)",
    lane: "rgb(6, 0, 0)",
    edge: "rgb(7, 0, 0)",
    ink: "rgb(8, 0, 0)",
    corrupt: "rgb(9, 0, 0)",
};

const wholly = steps - 1;

/** What a column has from the top to the bottom, as it is in the memory of a picture. */
function column(code: number, height = 8): string[] {
    return laneColours(palette, height, 1).map((row) => [...new Uint8Array(row.buffer, code * 4, 4)].join());
}

const dots = (red: number, count: number) => Array.from({ length: count }, () => `${red},0,0,255`);

test("a column has the colours of its class from its height on", () => {
    assert.deepEqual(column(Class.Full * steps + wholly), dots(1, 8));
    assert.deepEqual(column(Class.Suspect * steps + wholly), [...dots(6, 2), ...dots(2, 6)]);
    assert.deepEqual(column(Class.Partial * steps + wholly), [...dots(6, 4), ...dots(3, 4)]);
    assert.deepEqual(column(Class.Off * steps + wholly), [...dots(6, 7), ...dots(5, 1)]);
    assert.deepEqual(column(Class.Unknown * steps + wholly), [...dots(5, 3), ...dots(6, 2), ...dots(5, 3)]);
});

test("what is full beside it stands above what is only in a part of a column", () => {
    assert.deepEqual(column(Class.Partial * steps + 3), [...dots(1, 4), ...dots(3, 4)]);
});

test("the more is missing of a column, the more of that colour it has", () => {
    for (let step = 1; step < steps; step++)
        assert.deepEqual(column(Class.Missing * steps + step), Array.from({ length: 8 }, () => `0,${10 + 10 * (step - 1)},${step - 1},255`));
});

test("outside of what was audited there is the lane, and its edge", () => {
    assert.deepEqual(column(outside), [...dots(6, 7), ...dots(7, 1)]);
});
