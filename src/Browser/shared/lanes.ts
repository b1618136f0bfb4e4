import { drawAxis } from "./axis";
import { byId, make, name } from "./dom";
import type { View } from "./lane";
import { readPalette, type Palette } from "./palette";
import { Tip, type Place } from "./tip";
import { duration, type Clock } from "./words";
import { Zoom } from "./zoom";

/** With more lanes than that they are low. */
export const mostTallLanes = 12;

/** What is seen is told when it has not moved for so long. */
const quietMilliseconds = 700;

/** What one lane shows. */
export interface LaneSource {
    name: string;
    /** Whether it belongs to the lane above it, and is lower. */
    isCopy?: boolean;
    /** What stands beside the name. */
    label: Node[];
    draw(canvas: HTMLCanvasElement, view: View, palette: Palette): void;
    /** What there is to say of a moment of it. */
    place(moment: number, pixel: number): Place;
}

/** Whoever has lanes. */
export interface LaneOwner {
    clock: Clock;
    start: number;
    end: number;
    /** To the next hole, or the one before. */
    step(direction: 1 | -1): void;
    /** A lane was clicked. */
    pick(lane: LaneSource, moment: number, pixel: number): void;
    /** What is said where the map has come to rest, after the range. */
    announce(view: View): string;
    /** Told with each picture. */
    drawn?(view: View): void;
    /** More keys, beside those of moving. */
    keys?: Record<string, () => void>;
}

interface Lane {
    source: LaneSource;
    canvas: HTMLCanvasElement;
    isSeen: boolean;
}

/** Lanes above one another, on one axis of time. */
export class Lanes {
    private readonly lanes: Lane[] = [];
    private readonly laneOf = new Map<Element, Lane>();
    private readonly axis = document.createElementNS("http://www.w3.org/2000/svg", "svg");
    private readonly tip: Tip;
    private readonly where = make("div", { class: "place", "aria-hidden": "true" }, make("div"));
    private readonly zoom: Zoom;
    private palette: Palette = readPalette();
    /** Aborted once these lanes are on the page no more. */
    private readonly gone = new AbortController();
    private frame = 0;
    private announcement = 0;

    /** What takes wheel, pointer and keys. */
    readonly surface = make("div", { class: "surface", role: "application", tabindex: "0", "aria-label": "Coverage over time", "aria-describedby": "map-help" });

    constructor(private readonly home: HTMLElement, sources: LaneSource[], private readonly owner: LaneOwner) {
        this.tip = new Tip(owner.clock);
        this.axis.setAttribute("class", "axis-box");
        this.axis.setAttribute("aria-hidden", "true");
        home.append(this.where, this.axis);
        home.classList.toggle("compact", sources.length > mostTallLanes);
        const seen = new IntersectionObserver((entries) => this.noteSeen(entries), { root: scrollerOf(home), rootMargin: "200px" });
        for (const source of sources) this.add(source, seen);
        home.append(this.surface, this.tip.element);
        this.zoom = new Zoom(this.surface, owner.start, owner.end, () => this.redraw());
        new ResizeObserver(() => this.zoom.resize()).observe(this.surface);
        this.listen();
        this.redraw();
    }

    get view(): View {
        return this.zoom.view;
    }

    /** The lanes that are on the screen, or near it, from the first to the last. */
    get seen(): LaneSource[] {
        return this.lanes.filter(({ isSeen }) => isSeen).map(({ source }) => source);
    }

    show(from: number, to: number): void {
        this.zoom.show(from, to);
    }

    showAll(): void {
        this.zoom.showAll();
    }

    /** Scrolls to a lane that is not on the screen. */
    reveal(source: LaneSource): void {
        this.lanes.find((lane) => lane.source === source)?.canvas.scrollIntoView({ block: "nearest" });
    }

    /** Time goes on: what may be seen reaches further. */
    bound(start: number, end: number): void {
        this.zoom.bound(start, end);
    }

    /** Draws anew in the colours that are on now, at once: all lanes if they go to paper. */
    recolour(isForPaper: boolean): void {
        this.palette = readPalette();
        this.draw(isForPaper);
    }

    redraw(): void {
        this.frame ||= requestAnimationFrame(() => this.draw());
    }

    private add(source: LaneSource, seen: IntersectionObserver): void {
        const canvas = make("canvas", { "aria-hidden": "true" });
        const kind = source.isCopy ? " copy" : "";
        this.home.append(make("div", { class: `lane-label${kind}` }, name(source.name), ...source.label), make("div", { class: `lane${kind}` }, canvas));
        const lane: Lane = { source, canvas, isSeen: false };
        this.lanes.push(lane);
        this.laneOf.set(canvas, lane);
        seen.observe(canvas);
    }

    private noteSeen(entries: IntersectionObserverEntry[]): void {
        for (const entry of entries) this.laneOf.get(entry.target)!.isSeen = entry.isIntersecting;
        this.redraw();
    }

    /** Those on the screen, or all of them. */
    private draw(isAll = false): void {
        cancelAnimationFrame(this.frame);
        this.frame = 0;
        const view = this.view;
        for (const lane of this.lanes) {
            if (isAll || lane.isSeen) lane.source.draw(lane.canvas, view, this.palette);
            // Pictures of a thousand lanes would take a hundred megabytes.
            else if (this.lanes.length > mostTallLanes && lane.canvas.width > 0) lane.canvas.width = lane.canvas.height = 0;
        }
        drawAxis(this.axis, view, this.surface.clientWidth, this.owner.clock);
        this.drawWhere(view);
        this.describe(view);
        this.owner.drawn?.(view);
    }

    /** Which part of the whole is seen. */
    private drawWhere(view: View): void {
        const { start, end } = this.zoom;
        const mark = this.where.firstElementChild as HTMLElement;
        mark.style.left = `${((view.from - start) / (end - start)) * 100}%`;
        mark.style.width = `${((view.to - view.from) / (end - start)) * 100}%`;
        this.surface.dataset.from = String(view.from);
        this.surface.dataset.to = String(view.to);
    }

    private describe(view: View): void {
        const { clock } = this.owner;
        const [from, to] = [Math.round(view.from), Math.round(view.to)];
        const text = (moment: number) => (to - from > 600e6 ? clock.toSecond(moment) : clock.text(moment));
        const range = `${text(from)} – ${text(to)} (${duration(to - from)})`;
        if (byId("range").textContent === range) return;
        byId("range").textContent = range;
        clearTimeout(this.announcement);
        this.announcement = setTimeout(() => (byId("announced").textContent = `${range}: ${this.owner.announce(view)}`), quietMilliseconds);
    }

    private listen(): void {
        const click = (id: string, act: () => void) => byId(id).addEventListener("click", act);
        click("zoom-in", () => this.zoom.zoomBy(2));
        click("zoom-out", () => this.zoom.zoomBy(0.5));
        click("zoom-fit", () => this.zoom.showAll());
        click("hole-next", () => this.owner.step(1));
        click("hole-previous", () => this.owner.step(-1));
        this.surface.addEventListener("keydown", (event) => this.press(event));
        document.addEventListener("keydown", (event) => this.pressAnywhere(event), { signal: this.gone.signal });
        this.surface.addEventListener("pointermove", (event) => this.point(event));
        this.surface.addEventListener("pointerleave", () => this.tip.hide());
        this.surface.addEventListener("click", (event) => this.pick(event));
    }

    /** Where nothing has the focus letters and signs do the same; what scrolls a page does that. */
    private pressAnywhere(event: KeyboardEvent): void {
        if (!this.surface.isConnected) return this.gone.abort();
        if (event.target === document.body && !/^(Arrow|Home)/.test(event.key) && !document.querySelector(":modal")) this.press(event);
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
            n: () => this.owner.step(1),
            p: () => this.owner.step(-1),
            ...this.owner.keys,
        };
        const act = acts[event.key];
        if (!act) return;
        event.preventDefault();
        act();
    }

    /** The lane and the moment below the pointer. */
    private below(event: MouseEvent): { lane: Lane; moment: number; pixel: number } | undefined {
        const canvas = document.elementsFromPoint(event.clientX, event.clientY).find((element) => this.laneOf.has(element));
        if (!canvas) return undefined;
        const lane = this.laneOf.get(canvas)!;
        const box = lane.canvas.getBoundingClientRect();
        const { from, to } = this.view;
        const pixel = (to - from) / box.width;
        return { lane, moment: from + (event.clientX - box.left) * pixel, pixel };
    }

    private pick(event: MouseEvent): void {
        const below = this.below(event);
        if (below) this.owner.pick(below.lane.source, below.moment, below.pixel);
    }

    private point(event: PointerEvent): void {
        const below = event.buttons === 0 ? this.below(event) : undefined;
        if (!below) return this.tip.hide();
        this.tip.show(below.lane.source.place(below.moment, below.pixel), event);
    }
}

/** The box that lanes scroll in, if they do: what is near its edge is beyond the reach of a margin around the window. */
function scrollerOf(home: HTMLElement): Element | null {
    const box = home.closest(".lane-box");
    return box && getComputedStyle(box).overflowY === "auto" ? box : null;
}
