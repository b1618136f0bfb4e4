import { Class, classes } from "./classes";
import { barsOf } from "./corrupt";
import { outside, steps, type Coverage } from "./coverage";
import { between, type Palette } from "./palette";
import type { KnownSegment } from "./segments";

export interface View {
    from: number;
    to: number;
}

/** Draws what is covered of one stream. */
export function drawLane(canvas: HTMLCanvasElement, coverage: Coverage, view: View, palette: Palette): void {
    const scale = Math.min(2, devicePixelRatio || 1);
    const [width, height] = [Math.max(1, Math.round(canvas.clientWidth * scale)), Math.max(1, Math.round(canvas.clientHeight * scale))];
    if (canvas.width !== width) canvas.width = width;
    if (canvas.height !== height) canvas.height = height;
    const brush = canvas.getContext("2d")!;
    brush.setTransform(1, 0, 0, 1, 0, 0);
    brush.fillStyle = palette.lane;
    brush.fillRect(0, 0, width, height);
    brush.fillStyle = palette.edge;
    brush.fillRect(0, height - scale, width, scale);
    const columns = coverage.columns(view.from, view.to, width);
    const fill = (code: number, x: number, end: number) => {
        const kind = Math.floor(code / steps);
        const part = ((code % steps) - 1) / (steps - 2);
        const row = classes[kind];
        brush.fillStyle = between(palette[row.colours[0]], palette[row.colours[1]], part);
        const top = Math.round(height * (1 - row.height));
        brush.fillRect(x, top, end - x, height - top);
        if (!row.hasSlit) return;
        brush.fillStyle = palette.lane;
        brush.fillRect(x, Math.round(height * 0.375), end - x, Math.round(height * 0.25));
    };
    const runs = runsOf(columns);
    for (const { code, x, end } of runs) {
        const isOnlyInPart = code % steps < steps - 1;
        if (isOnlyInPart) fill(Class.Full * steps + 1, x, end);
        fill(code, x, end);
    }
    widenThinHoles(runs, Math.round(2 * scale), fill);
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

/** What is missing is never thinner than the eye can see. */
function widenThinHoles(runs: Run[], thinnest: number, fill: (code: number, x: number, end: number) => void): void {
    for (let i = 0; i < runs.length; i++) {
        if (!isMissing(runs[i])) continue;
        const { x } = runs[i];
        let worst = runs[i].code;
        while (i + 1 < runs.length && isMissing(runs[i + 1]) && runs[i + 1].x === runs[i].end) worst = Math.max(worst, runs[++i].code);
        if (runs[i].end - x < thinnest) fill(worst, x, x + thinnest);
    }
}

function isMissing(run: Run): boolean {
    return Math.floor(run.code / steps) === Class.Missing;
}

interface Run {
    code: number;
    x: number;
    end: number;
}

/** Neighbouring columns that look the same, without those outside of what was audited. */
function runsOf(columns: Uint8Array): Run[] {
    const runs: Run[] = [];
    for (let x = 0; x < columns.length; ) {
        let end = x + 1;
        while (end < columns.length && columns[end] === columns[x]) end++;
        if (columns[x] !== outside) runs.push({ code: columns[x], x, end });
        x = end;
    }
    return runs;
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
    for (const segment of segments) {
        const left = ((segment.start - view.from) / (view.to - view.from)) * width;
        const right = ((segment.end - view.from) / (view.to - view.from)) * width;
        if (right - left < 4) continue;
        brush.strokeRect(left + 0.5, 2.5, right - left - 1, height - 5);
        const [from, to] = [Math.max(left, 0) + 6, Math.min(right, width) - 6];
        if (segment.path === undefined || to - from < 50) continue;
        brush.save();
        brush.beginPath();
        brush.rect(from, 0, to - from, height);
        brush.clip();
        brush.fillText(segment.path.slice(segment.path.indexOf("/") + 1), from, height / 2);
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
