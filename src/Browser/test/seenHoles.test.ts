import "./page";
import assert from "node:assert/strict";
import { test } from "node:test";
import { SeenHoles } from "../site/seenHoles";
import { momentOf } from "../site/moments";

const second = 1e6;

test("many holes beside what is seen do not hide the few in it", async (t) => {
    t.mock.timers.enable({ apis: ["setTimeout"] });
    const view = { from: 1000 * second, to: 1010 * second };
    const asked: number[][] = [];
    const hole = { channel: "c", quality: "q", start: "1970-01-01T00:16:42.000000Z", end: "1970-01-01T00:16:43.000000Z", microseconds: second };
    t.mock.method(globalThis, "fetch", async (address: URL) => {
        const range = ["from", "to"].map((key) => momentOf(address.searchParams.get(key)!));
        asked.push(range);
        return Response.json({ holes: [hole], more: range[1] - range[0] > 10 * second, cursor: null });
    });
    await new Promise<void>((came) => {
        const seen = new SeenHoles("main", () => {
            const holes = seen.within(view);
            assert.deepEqual(holes, [hole]);
            came();
        });
        seen.want(view, undefined);
        t.mock.timers.tick(200);
    });
    assert.deepEqual(asked, [[990 * second, 1020 * second], [1000 * second, 1010 * second]]);
});
