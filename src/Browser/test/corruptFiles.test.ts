import assert from "node:assert/strict";
import { test } from "node:test";
import { barsOf } from "../shared/corrupt";
import { rangesOf } from "../site/corruptFiles";
import { momentOf } from "../site/moments";
import type { CorruptFile } from "../site/types";

test("each corrupt file has its bar, in whatever order they were found", () => {
    const at = (minute: number) => `2026-03-28T22:${String(minute).padStart(2, "0")}:00.000000Z`;
    const file = (channel: string, minute: number) => ({ channel, quality: "q", start: at(minute), end: at(minute + 1) }) as CorruptFile;
    const ranges = rangesOf([file("c", 50), file("d", 7), file("c", 10), file("c", 30)]);
    assert.deepEqual([...ranges.keys()], ["c/q", "d/q"]);
    const view = { from: momentOf(at(0)), to: momentOf(at(0)) + 60 * 60e6 };
    assert.deepEqual(ranges.get("c/q"), [10, 30, 50].flatMap((minute) => [momentOf(at(minute)), 60e6]));
    assert.equal(barsOf(ranges.get("c/q")!, view, 600, 3).length, 3);
});
