import assert from "node:assert/strict";
import { test } from "node:test";
import { canBeToken } from "../site/acting/tokenDialog";

test("what a header cannot hold is no token", () => {
    assert.deepEqual(["!~aZ09+/=", "", "a b", "a\u00e4", "a\u2013b", "a\tb", "a\u007f"].map(canBeToken), [true, false, false, false, false, false, false]);
});
