import assert from "node:assert/strict";
import { test } from "node:test";
import { withHoles } from "../site/jumps";

test("what lies between two places that are seeked is a hole only where the wall clock jumps", () => {
    const second = 1e6;
    const segments = [0, 2, 4, 16, 18, 30].map((at) => ({ moment: at * second, end: (at + 2) * second + 3 }));
    assert.deepEqual(withHoles(segments).map(({ holes }) => Math.round(holes / second)), [0, 0, 0, 10, 10, 20]);
});
