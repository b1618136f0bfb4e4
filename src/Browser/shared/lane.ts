import { Class } from "./classes";
import { barsOf } from "./corrupt";
import { steps, type Coverage } from "./coverage";
import { laneColours } from "./laneColours";
import type { Palette } from "./palette";
import type { KnownSegment } from "./segments";
import { visible } from "./visible";

export interface View {
    from: number;
    to: number;
}

/** Draws what is covered of one stream: dot by dot, which takes as long for a thousand holes as for one. */
export function drawLane(canvas: HTMLCanvasElement, coverage: Coverage, view: View, palette: Palette): void {
    const scale = Math.min(2, devicePixelRatio || 1);
    const [width, height] = [Math.max(1, Math.round(canvas.clientWidth * scale)), Math.max(1, Math.round(canvas.clientHeight * scale))];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const columns = widenThinHoles(coverage.columns(view.from, view.to, width), Math.round(2 * scale));
    const rows = laneColours(palette, height, Math.round(scale));
    const picture = pictureOf(width, height);
    const dots = new Uint32Array(picture.data.buffer);
    rows.forEach((colours, y) => {
        const start = y * width;
        if (colours === rows[y - 1]) dots.copyWithin(start, start - width, start);
        else for (let x = 0; x < width; x++) dots[start + x] = colours[columns[x]];
    });
    canvas.getContext("2d")!.putImageData(picture, 0, 0);
}

let last: ImageData | undefined;

/** A picture to fill; lanes of one size take turns with one. */
function pictureOf(width: number, height: number): ImageData {
    if (last?.width !== width || last.height !== height) last = new ImageData(width, height);
    return last;
}

/** Marks where segments are corrupt: a bar over the upper edge, apart from what is below it, never thinner than the eye can see. */
export function drawCorrupt(canvas: HTMLCanvasElement, ranges: readonly number[], view: View, palette: Palette): void {
    const brush = canvas.getContext("2d")!;
    const scale = Math.min(2, devicePixelRatio || 1);
    brush.setTransform(1, 0, 0, 1, 0, 0);
    const [bar, thinnest] = [Math.max(Math.round(3 * scale), Math.round(canvas.height / 4)), Math.round(3 * scale)];
    for (const [start, end] of barsOf(ranges, view, canvas.width, thinnest)) {
        brush.fillStyle = palette.lane;
        brush.fillRect(start, 0, end - start, bar + scale);
        brush.fillStyle = palette.corrupt;
        brush.fillRect(start, 0, end - start, bar);
    }
}

/** Columns in which what is missing is never thinner than the eye can see. */
export function widenThinHoles(columns: Uint8Array, thinnest: number): Uint8Array {
    const widened = columns.slice();
    const isMissing = (x: number) => Math.floor(columns[x] / steps) === Class.Missing;
    for (let x = 0; x < columns.length; x++) {
        if (!isMissing(x)) continue;
        const start = x;
        let worst = columns[x];
        while (x + 1 < columns.length && isMissing(x + 1)) worst = Math.max(worst, columns[++x]);
        const from = Math.max(0, Math.min(start, columns.length - thinnest));
        if (x + 1 - start < thinnest) widened.fill(worst, from, from + thinnest);
    }
    return widened;
}

/** Draws the outlines of segments, with as much of their names as is known and fits. */
export function drawSegments(canvas: HTMLCanvasElement, segments: KnownSegment[], view: View, palette: Palette): void {
    const scale = Math.min(2, devicePixelRatio || 1);
    const [width, height] = [canvas.width / scale, canvas.height / scale];
    const brush = canvas.getContext("2d")!;
    brush.setTransform(scale, 0, 0, scale, 0, 0);
    brush.strokeStyle = brush.fillStyle = palette.ink;
    brush.font = "11px ui-monospace, monospace";
    brush.textBaseline = "middle";
    let written = -Infinity;
    for (const segment of segments) {
        const left = ((segment.start - view.from) / (view.to - view.from)) * width;
        const right = ((segment.end - view.from) / (view.to - view.from)) * width;
        if (right - left < 4) continue;
        brush.strokeRect(left + 0.5, 2.5, right - left - 1, height - 5);
        const [from, to] = [Math.max(left, 0) + 6, Math.min(right, width) - 6];
        // Over a segment that overlaps the one before, two names would be none.
        if (segment.path === undefined || to - from < 50 || from < written) continue;
        written = to;
        brush.save();
        brush.beginPath();
        brush.rect(from, 0, to - from, height);
        brush.clip();
        brush.fillText(visible(segment.path.slice(segment.path.indexOf("/") + 1)), from, height / 2);
        brush.restore();
    }
}

/** Frames a range. */
export function markRange(canvas: HTMLCanvasElement, range: View, view: View, palette: Palette): void {
    const brush = canvas.getContext("2d")!;
    const scale = canvas.width / (canvas.clientWidth || 1);
    brush.setTransform(scale, 0, 0, scale, 0, 0);
    const x = (moment: number) => ((moment - view.from) / (view.to - view.from)) * canvas.clientWidth;
    const left = Math.max(-4, x(range.from));
    const width = Math.max(2, Math.min(canvas.clientWidth + 4, x(range.to)) - left);
    brush.strokeStyle = palette.ink;
    brush.lineWidth = 2;
    brush.strokeRect(left, 1, width, canvas.clientHeight - 2);
    brush.lineWidth = 1;
}
