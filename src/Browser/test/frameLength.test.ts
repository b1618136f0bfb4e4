import assert from "node:assert/strict";
import { test } from "node:test";
import { FrameLength } from "../site/frameLength";

function play(frames: FrameLength, ...milliseconds: number[]): void {
    for (const at of milliseconds) frames.note(at / 1000);
}

function milliseconds(frames: FrameLength): number {
    return Math.round(frames.seconds * 1000);
}

test("a frame is as long as the shortest time between two, where a slow machine leaves some out", () => {
    const frames = new FrameLength();
    play(frames, 0, 40, 60, 120, 140);
    assert.equal(milliseconds(frames), 20);
});

test("one frame that comes sooner than frames do is no measure", () => {
    const frames = new FrameLength();
    play(frames, 0, 33, 66, 76, 109, 142);
    assert.equal(milliseconds(frames), 33);
});

test("after a jump it is measured anew, and holds until it is", () => {
    const frames = new FrameLength();
    play(frames, 0, 20, 40);
    frames.breakOff();
    play(frames, 50, 90);
    assert.equal(milliseconds(frames), 20);
    play(frames, 130);
    assert.equal(milliseconds(frames), 40);
});
