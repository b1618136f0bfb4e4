import { drawAxis } from "./axis";
import { byId, make, name } from "./dom";
import { Holes } from "./holes";
import { drawCorrupt, drawLane, drawSegments, type View } from "./lane";
import { readPalette, type Palette } from "./palette";
import type { Finding, Report, Stream } from "./report";
import { KnownSegments } from "./segments";
import { Tip } from "./tip";
import { duration, percent, plural } from "./words";
import { Zoom } from "./zoom";

/** Segments are drawn when less than that is seen. */
const nearMicroseconds = 30 * 60e6;

/** With more streams than that their lanes are low. */
const mostTallLanes = 12;

/** What is seen is told when it has not moved for so long. */
const quietMilliseconds = 700;

interface Lane {
    stream: Stream;
    canvas: HTMLCanvasElement;
    isSeen: boolean;
    segments?: KnownSegments;
}

/** The lanes of all streams above one another, on one axis of time. */
export class CoverageMap {
    private readonly lanes: Lane[] = [];
    private readonly laneOf = new Map<Element, Lane>();
    private readonly axis = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    private readonly surface = make("div", { class: "surface", role: "application", tabindex: "0", "aria-label": "Coverage over time", "aria-describedby": "map-help" });
    private readonly tip: Tip;
    private readonly place = make("div", { class: "place", "aria-hidden": "true" }, make("div"));
    private readonly zoom: Zoom;
    private palette: Palette = readPalette();
    private frame = 0;
    private announcement = 0;
    private readonly holes: Holes;
    private selected?: Finding;

    constructor(private readonly report: Report, private readonly select: (finding: Finding) => void) {
        this.holes = new Holes(report);
        this.tip = new Tip(report.clock);
        const home = byId("lanes");
        this.axis.setAttribute("class", "axis-box");
        this.axis.setAttribute("aria-hidden", "true");
        home.append(this.place, this.axis);
        home.classList.toggle("compact", report.streams.length > mostTallLanes);
        const seen = new IntersectionObserver((entries) => this.noteSeen(entries), { rootMargin: "200px" });
        for (const stream of report.streams) this.addLane(home, stream, seen);
        home.append(this.surface, this.tip.element);
        this.zoom = new Zoom(this.surface, report.start, report.end, () => this.redraw());
        new ResizeObserver(() => this.zoom.resize()).observe(this.surface);
        this.listen();
        this.tellLimits();
        this.redraw();
    }

    get view(): View {
        return this.zoom.view;
    }

    /** Shows a finding with something around it. */
    show(finding: Finding | undefined): void {
        this.selected = finding;
        if (finding?.start != null) {
            const around = Math.max(2e6, finding.length! * 0.75);
            this.zoom.show(finding.start - around, finding.end + around);
        }
        this.redraw();
    }

    /** Draws anew in the colours that are on now, at once. */
    recolour(): void {
        this.palette = readPalette();
        for (const lane of this.lanes) lane.isSeen = true;
        this.draw();
    }

    private addLane(home: HTMLElement, stream: Stream, seen: IntersectionObserver): void {
        const canvas = make("canvas", { "aria-hidden": "true" });
        const { full, suspect, partial, missing, unknown } = stream.microseconds;
        const covered = full + suspect + partial;
        const label = make(
            "div",
            { class: "lane-label" },
            name(stream.name),
            make("span", { class: "quiet" }, percent(covered, covered + missing + unknown), make("span", { class: "holes" }, `, ${plural(stream.holes, "hole")}`)),
        );
        home.append(label, make("div", { class: "lane" }, canvas));
        const lane: Lane = { stream, canvas, isSeen: false };
        this.lanes.push(lane);
        this.laneOf.set(canvas, lane);
        seen.observe(canvas);
    }

    private noteSeen(entries: IntersectionObserverEntry[]): void {
        for (const entry of entries) this.laneOf.get(entry.target)!.isSeen = entry.isIntersecting;
        this.redraw();
    }

    private redraw(): void {
        this.frame ||= requestAnimationFrame(() => this.draw());
    }

    private draw(): void {
        cancelAnimationFrame(this.frame);
        this.frame = 0;
        const view = this.view;
        for (const lane of this.lanes) if (lane.isSeen) this.drawLane(lane, view);
        drawAxis(this.axis, view, this.surface.clientWidth, this.report.clock);
        this.drawPlace(view);
        this.describe(view);
    }

    private drawLane(lane: Lane, view: View): void {
        const { canvas, stream } = lane;
        if (!stream.coverage) return;
        drawLane(canvas, stream.coverage, view, this.palette);
        if (view.to - view.from < nearMicroseconds) {
            lane.segments ??= new KnownSegments(stream, this.report.clock);
            drawSegments(canvas, lane.segments.within(view.from, view.to), view, this.palette);
        }
        if (stream.corrupt) drawCorrupt(canvas, stream.corrupt, view, this.palette);
        if (this.selected?.stream === stream.name && this.selected.start !== null) this.drawSelected(canvas, this.selected, view);
    }

    private drawSelected(canvas: HTMLCanvasElement, finding: Finding, view: View): void {
        const brush = canvas.getContext("2d")!;
        const scale = canvas.width / (canvas.clientWidth || 1);
        brush.setTransform(scale, 0, 0, scale, 0, 0);
        const x = (moment: number) => ((moment - view.from) / (view.to - view.from)) * canvas.clientWidth;
        const left = Math.max(-4, x(finding.start!));
        const width = Math.max(2, Math.min(canvas.clientWidth + 4, x(finding.end)) - left);
        brush.strokeStyle = this.palette.ink;
        brush.lineWidth = 2;
        brush.strokeRect(left, 1, width, canvas.clientHeight - 2);
        brush.lineWidth = 1;
    }

    /** Says plainly what is not exact, or not there. */
    private tellLimits(): void {
        if (!this.report.raw.hasAllSegments) byId("map-help").append(" Single segments are shown around findings.");
        const step = this.report.raw.stepMicroseconds;
        if (step > 0) byId("map-help").append(` There is more than fits: what lies within ${duration(step)} of one another is drawn as one range.`);
    }

    /** Which part of the whole is seen. */
    private drawPlace(view: View): void {
        const whole = this.report.end - this.report.start;
        const mark = this.place.firstElementChild as HTMLElement;
        mark.style.left = `${((view.from - this.report.start) / whole) * 100}%`;
        mark.style.width = `${((view.to - view.from) / whole) * 100}%`;
        this.surface.dataset.from = String(view.from);
        this.surface.dataset.to = String(view.to);
    }

    private describe(view: View): void {
        const { clock } = this.report;
        const [from, to] = [Math.round(view.from), Math.round(view.to)];
        const text = (moment: number) => (to - from > 600e6 ? clock.toSecond(moment) : clock.text(moment));
        const range = `${text(from)} – ${text(to)} (${duration(to - from)})`;
        if (byId("range").textContent === range) return;
        byId("range").textContent = range;
        clearTimeout(this.announcement);
        this.announcement = setTimeout(() => this.announce(range, view), quietMilliseconds);
    }

    /** Says where the map has come to rest. */
    private announce(range: string, view: View): void {
        byId("announced").textContent = `${range}: ${plural(this.holes.countWithin(view), "hole")}`;
    }

    private listen(): void {
        const click = (id: string, act: () => void) => byId(id).addEventListener("click", act);
        click("zoom-in", () => this.zoom.zoomBy(2));
        click("zoom-out", () => this.zoom.zoomBy(0.5));
        click("zoom-fit", () => this.zoom.showAll());
        click("hole-next", () => this.step(1));
        click("hole-previous", () => this.step(-1));
        this.surface.addEventListener("keydown", (event) => this.press(event));
        this.surface.addEventListener("pointermove", (event) => this.point(event));
        this.surface.addEventListener("pointerleave", () => this.tip.hide());
        this.surface.addEventListener("click", (event) => this.pick(event));
    }

    private press(event: KeyboardEvent): void {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const acts: Record<string, () => void> = {
            "+": () => this.zoom.zoomBy(2),
            "=": () => this.zoom.zoomBy(2),
            "-": () => this.zoom.zoomBy(0.5),
            "0": () => this.zoom.showAll(),
            Home: () => this.zoom.showAll(),
            ArrowLeft: () => this.zoom.moveBy(-0.2),
            ArrowRight: () => this.zoom.moveBy(0.2),
            ArrowUp: () => this.zoom.zoomBy(2),
            ArrowDown: () => this.zoom.zoomBy(0.5),
            n: () => this.step(1),
            p: () => this.step(-1),
        };
        const act = acts[event.key];
        if (!act) return;
        event.preventDefault();
        act();
    }

    private step(direction: 1 | -1): void {
        const hole = this.holes.beside(this.selected, this.view, direction);
        if (hole) this.select(hole);
    }

    /** The lane and the moment below the pointer. */
    private below(event: MouseEvent): { lane: Lane; moment: number; pixel: number } | undefined {
        const lane = this.lanes.find(({ canvas }) => {
            const box = canvas.getBoundingClientRect();
            return event.clientY >= box.top && event.clientY < box.bottom;
        });
        if (!lane) return undefined;
        const box = lane.canvas.getBoundingClientRect();
        const { from, to } = this.view;
        const pixel = (to - from) / box.width;
        return { lane, moment: from + (event.clientX - box.left) * pixel, pixel };
    }

    /** The worst finding within three pixels. */
    private findingAt(event: MouseEvent): Finding | undefined {
        const below = this.below(event);
        if (!below) return undefined;
        const { lane, moment, pixel } = below;
        const near = lane.stream.timed.filter((finding) => finding.start! <= moment + 3 * pixel && finding.end > moment - 3 * pixel);
        const rank = ({ type }: Finding) => ["silent", "hole", "corrupt", "empty", "degraded", "overlap", "future"].indexOf(type);
        return near.sort((a, b) => rank(a) - rank(b) || b.length! - a.length!)[0];
    }

    private pick(event: MouseEvent): void {
        const finding = this.findingAt(event);
        if (finding) this.select(finding);
    }

    private point(event: PointerEvent): void {
        const below = event.buttons === 0 ? this.below(event) : undefined;
        if (!below) return this.tip.hide();
        const { lane, moment, pixel } = below;
        const segment = lane.segments?.within(moment, moment + 1)[0];
        this.tip.show({ stream: lane.stream.name, coverage: lane.stream.coverage, segment, moment, pixel }, event);
    }
}
