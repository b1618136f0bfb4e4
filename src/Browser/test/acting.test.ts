import assert from "node:assert/strict";
import { test } from "node:test";
import { canBeToken } from "../site/acting/tokenDialog";
import { hasCompared, type Filling } from "../site/acting/work";

test("what a header cannot hold is no token", () => {
    assert.deepEqual(["!~aZ09+/=", "", "a b", "a\u00e4", "a\u2013b", "a\tb", "a\u007f"].map(canBeToken), [true, false, false, false, false, false, false]);
});

test("a comparison has ended where it is idle after it, or another end is told", () => {
    const filling = (activity: string, ended: string | null = null) => ({ activity, ended }) as Filling;
    assert.ok(hasCompared(filling("comparing"), filling("idle")));
    assert.ok(hasCompared(filling("filling"), filling("idle")));
    assert.ok(hasCompared(filling("idle", null), filling("idle", "2026-03-28T22:00:00.000000Z")));
    assert.ok(hasCompared(undefined, filling("idle")), "it may have gone on when the page was opened");
    assert.ok(!hasCompared(filling("idle"), filling("idle")));
    assert.ok(!hasCompared(filling("planning"), filling("idle")));
    assert.ok(!hasCompared(filling("comparing"), filling("filling")));
    assert.ok(!hasCompared(undefined, null));
});
