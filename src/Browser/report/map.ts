import { byId, make } from "../shared/dom";
import { drawCorrupt, drawLane, drawSegments, markRange, type View } from "../shared/lane";
import { Lanes, type LaneSource } from "../shared/lanes";
import type { Palette } from "../shared/palette";
import type { Place } from "../shared/tip";
import { duration, percent, plural } from "../shared/words";
import { Holes } from "./holes";
import type { Finding, Report, Stream } from "./report";
import { KnownSegments } from "./segments";

/** Segments are drawn when less than that is seen. */
const nearMicroseconds = 30 * 60e6;

/** The lanes of all streams of a report. */
export class CoverageMap {
    private readonly lanes: Lanes;
    private readonly holes: Holes;
    private readonly segments = new Map<Stream, KnownSegments>();
    private selected?: Finding;

    constructor(private readonly report: Report, private readonly select: (finding: Finding) => void) {
        this.holes = new Holes(report);
        const streamOf = new Map<LaneSource, Stream>();
        for (const stream of report.streams) streamOf.set(this.laneOf(stream), stream);
        this.lanes = new Lanes(byId("lanes"), [...streamOf.keys()], {
            clock: report.clock,
            start: report.start,
            end: report.end,
            step: (direction) => this.step(direction),
            pick: (lane, moment, pixel) => this.pick(streamOf.get(lane)!, moment, pixel),
            announce: (view) => plural(this.holes.countWithin(view), "hole"),
        });
        this.tellLimits();
    }

    /** Shows a finding with something around it. */
    show(finding: Finding | undefined): void {
        this.selected = finding;
        if (finding?.start != null) {
            const around = Math.max(2e6, finding.length! * 0.75);
            this.lanes.show(finding.start - around, finding.end + around);
        }
        this.lanes.redraw();
    }

    /** Draws anew in the colours that are on now, at once. */
    recolour(isForPaper: boolean): void {
        this.lanes.recolour(isForPaper);
    }

    private laneOf(stream: Stream): LaneSource {
        const { full, suspect, partial, missing, unknown } = stream.microseconds;
        const covered = full + suspect + partial;
        const holes = make("span", { class: "holes" }, `, ${plural(stream.holes, "hole")}`);
        return {
            name: stream.name,
            label: [make("span", { class: "quiet" }, percent(covered, covered + missing + unknown), holes)],
            draw: (canvas, view, palette) => this.draw(stream, canvas, view, palette),
            place: (moment, pixel) => this.place(stream, moment, pixel),
        };
    }

    private draw(stream: Stream, canvas: HTMLCanvasElement, view: View, palette: Palette): void {
        if (!stream.coverage) return;
        drawLane(canvas, stream.coverage, view, palette);
        if (view.to - view.from < nearMicroseconds) drawSegments(canvas, this.segmentsOf(stream).within(view.from, view.to), view, palette);
        if (stream.corrupt) drawCorrupt(canvas, stream.corrupt, view, palette);
        const selected = this.selected;
        if (selected?.stream === stream.name && selected.start !== null) markRange(canvas, { from: selected.start, to: selected.end }, view, palette);
    }

    private segmentsOf(stream: Stream): KnownSegments {
        let known = this.segments.get(stream);
        if (!known) this.segments.set(stream, (known = new KnownSegments(stream, this.report.clock)));
        return known;
    }

    private place(stream: Stream, moment: number, pixel: number): Place {
        const segment = this.segments.get(stream)?.within(moment, moment + 1)[0];
        return { stream: stream.name, coverage: stream.coverage, segment, moment, pixel };
    }

    /** Says plainly what is not exact, or not there. */
    private tellLimits(): void {
        if (!this.report.raw.hasAllSegments) byId("map-help").append(" Single segments are shown around findings.");
        const step = this.report.raw.stepMicroseconds;
        if (step > 0) byId("map-help").append(` There is more than fits: what lies within ${duration(step)} of one another is drawn as one range.`);
    }

    private step(direction: 1 | -1): void {
        const hole = this.holes.beside(this.selected, this.lanes.view, direction);
        if (hole) this.select(hole);
    }

    /** The worst finding within three pixels. */
    private pick(stream: Stream, moment: number, pixel: number): void {
        const near = stream.timed.filter((finding) => finding.start! <= moment + 3 * pixel && finding.end > moment - 3 * pixel);
        const rank = ({ type }: Finding) => ["silent", "hole", "corrupt", "empty", "degraded", "overlap", "future"].indexOf(type);
        const worst = near.sort((a, b) => rank(a) - rank(b) || b.length! - a.length!)[0];
        if (worst) this.select(worst);
    }
}
