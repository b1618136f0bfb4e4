import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { test } from "node:test";
import { visible } from "../shared/visible";
import { quoted } from "../site/names";

test("what breaks a line or turns the reading direction is written as its bytes", () => {
    assert.equal(visible("a\u202eb\nc\u2028d\u200be\x7f"), "a\\xE2\\x80\\xAEb\\x0Ac\\xE2\\x80\\xA8d\\xE2\\x80\\x8Be\\x7F");
    assert.equal(visible("caf\u00e9 \u05d0\u05d1 \u{1f600} \\xE9 -rf"), "caf\u00e9 \u05d0\u05d1 \u{1f600} \\xE9 -rf");
});

test("a quoted word is the same word to a shell, and can be seen", () => {
    for (const word of ["a", "", "a b", "it's", "$HOME `x`", "a\u202eb", "a\nb", "it's\t\\n \\xE9\u200b", "caf\u00e9", "-rf", "a\\'b\u0007c", "\u202e0A"]) {
        const line = quoted(word);
        assert.equal(execFileSync("bash", ["-c", `printf %s ${line}`]).toString(), word);
        assert.equal(visible(line), line);
    }
});
