import { Class, outside, steps, type Coverage } from "./coverage";
import { barsOf } from "./corrupt";
import { between, type Palette } from "./palette";
import type { KnownSegment } from "./segments";

export interface View {
    from: number;
    to: number;
}

/** How much of a lane's height a class fills: what is worth less is lower, what is missing or unknown fills it all, and what is off hardly shows. */
const heights: Record<number, number> = { [Class.Full]: 1, [Class.Suspect]: 0.75, [Class.Partial]: 0.5, [Class.Missing]: 1, [Class.Unknown]: 1, [Class.Off]: 0.125 };

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
        brush.fillStyle = colour(kind, part, palette);
        const top = Math.round(height * (1 - heights[kind]));
        brush.fillRect(x, top, end - x, height - top);
        if (kind !== Class.Unknown) return;
        // A slit in the middle, as maps have it.
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

function colour(kind: Class, part: number, palette: Palette): string {
    switch (kind) {
        case Class.Full:
            return palette.full;
        case Class.Suspect:
            return palette.suspect;
        case Class.Partial:
            return palette.partial;
        case Class.Missing:
            return between(palette["missing-least"], palette["missing-most"], part);
        case Class.Unknown:
        case Class.Off:
            return palette.unknown;
    }
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
