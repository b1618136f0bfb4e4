import { Class } from "../shared/classes";
import { Coverage } from "../shared/coverage";
import { make } from "../shared/dom";
import { drawCorrupt, drawLane, drawSegments, markRange, type View } from "../shared/lane";
import { Lanes, type LaneSource } from "../shared/lanes";
import type { Palette } from "../shared/palette";
import type { Place } from "../shared/tip";
import { percent, plural } from "../shared/words";
import { CopyTiles, type CopyLane } from "./copyTiles";
import { rangesOf } from "./corruptFiles";
import { clock, momentOf } from "./moments";
import { drawLetters } from "./letters";
import { NearSegments } from "./nearSegments";
import { SeenHoles } from "./seenHoles";
import { settings } from "./settings";
import { Tiles } from "./tiles";
import type { CorruptFile, Hole, StreamFigures } from "./types";

/** Single segments are listed when less than that is seen, of that many lanes at most. */
const nearMicroseconds = 20 * 60e6;
const mostNearLanes = 12;

export interface TimelineOwner {
    step(direction: 1 | -1): void;
    pick(at: LanePlace, reach: number): void;
    rested(): void;
    failed(cause: unknown): void;
    keys: Record<string, () => void>;
}

/** A moment of a stream, here or of another copy. */
export interface LanePlace {
    stream: string;
    moment: number;
    copy?: string;
}

interface Row {
    source: LaneSource;
    stream: StreamFigures;
    copy?: string;
    /** What stands below the name. */
    figure: HTMLElement;
}

/** The lanes of streams, and below each those of its other copies, drawn by what the host says of them. */
export class TimelineLanes {
    private readonly lanes: Lanes;
    private readonly tiles: Tiles;
    private readonly near?: NearSegments;
    private readonly seenHoles: SeenHoles;
    private readonly copyTiles: CopyTiles;
    private readonly rows: Row[];
    private corrupt: Map<string, number[]>;
    private hole?: Hole;
    private at?: LanePlace;
    private cut?: { stream: string; from: number; to: number };

    /** The other copies that have lanes. */
    readonly copies: string[];

    constructor(
        home: HTMLElement,
        archive: string,
        readonly streams: StreamFigures[],
        corrupt: CorruptFile[],
        seen: { view: View | undefined; copies: string[] },
        private readonly owner: TimelineOwner,
    ) {
        const bounds = boundsOf(streams);
        this.copies = seen.copies;
        this.corrupt = rangesOf(corrupt);
        this.tiles = new Tiles(archive, streams, bounds, () => this.lanes.redraw(), owner.failed);
        if (settings.published.includes(archive)) this.near = new NearSegments(archive, () => this.lanes.redraw());
        this.seenHoles = new SeenHoles(archive, () => this.lanes.redraw());
        this.copyTiles = new CopyTiles(archive, () => this.lanes.redraw());
        this.rows = streams.flatMap((stream) => [this.rowOf(stream), ...seen.copies.map((copy) => this.rowOf(stream, copy))]);
        this.lanes = new Lanes(home, this.rows.map(({ source }) => source), {
            clock,
            start: bounds.from,
            end: bounds.to,
            step: owner.step,
            pick: (lane, moment, pixel) => {
                const { stream, copy } = this.rows.find(({ source }) => source === lane)!;
                owner.pick({ stream: idOf(stream), moment, copy }, 3 * pixel);
            },
            announce: (seen) => this.announce(seen),
            drawn: (seen) => this.drawn(seen),
            keys: owner.keys,
        });
        if (seen.view) this.lanes.show(seen.view.from, seen.view.to);
    }

    get view(): View {
        return this.lanes.view;
    }

    /** Where one would play or cut: where was clicked or is played, else the middle of the first lane. */
    get cursor(): LanePlace {
        const { from, to } = this.view;
        return this.at ?? { stream: idOf(this.streams[0]), moment: (from + to) / 2 };
    }

    /** Whether all that there is is seen. */
    get isWhole(): boolean {
        const [{ from, to }, bounds] = [this.view, boundsOf(this.streams)];
        return from <= bounds.from && to >= bounds.to;
    }

    /** The open holes of what is seen. */
    get holes(): Hole[] | "unknown" | "too many" {
        return this.seenHoles.within(this.view);
    }

    /** Shows a range; all that there is if none is given. */
    show(view: View | undefined): void {
        if (view) this.lanes.show(view.from, view.to);
        else this.lanes.showAll();
    }

    /** Shows a hole with something around it. */
    showHole(hole: Hole): void {
        const [from, to] = [momentOf(hole.start), momentOf(hole.end)];
        const around = Math.max(10e6, (to - from) * 0.75);
        this.lanes.show(from - around, to + around);
        const row = this.rows.find(({ stream, copy }) => copy === undefined && idOf(stream) === `${hole.channel}/${hole.quality}`);
        if (row) this.lanes.reveal(row.source);
    }

    /** Marks what lanes that were there before have marked, as far as it belongs to a stream that is still shown. */
    keepMarksOf({ hole, at, cut }: TimelineLanes): void {
        const isShown = (id: string) => this.streams.some((stream) => idOf(stream) === id);
        this.hole = hole;
        if (at && isShown(at.stream)) this.at = at;
        this.cut = cut;
    }

    markHole(hole: Hole | undefined): void {
        this.hole = hole;
        this.lanes.redraw();
    }

    mark(at: LanePlace): void {
        this.at = at;
        this.lanes.redraw();
    }

    markCut(cut: { stream: string; from: number; to: number } | undefined): void {
        this.cut = cut;
        this.lanes.redraw();
    }

    /** The same streams, after another audit. */
    renew(streams: StreamFigures[], corrupt: CorruptFile[]): void {
        this.corrupt = rangesOf(corrupt);
        this.near?.forget();
        this.seenHoles.forget();
        this.copyTiles.forget();
        streams.forEach((stream, i) => Object.assign(this.streams[i], stream));
        for (const { stream, copy, figure } of this.rows) if (copy === undefined) figure.textContent = figureOf(stream);
        const bounds = boundsOf(streams);
        this.tiles.bound(bounds);
        this.lanes.bound(bounds.from, bounds.to);
        this.lanes.redraw();
    }

    /** Another comparison with the copies has ended: others may be said of the holes, and by the copies. */
    renewCopies(): void {
        this.seenHoles.forget();
        this.copyTiles.forget();
        this.lanes.redraw();
    }

    recolour(isForPaper: boolean): void {
        this.lanes.recolour(isForPaper);
    }

    private rowOf(stream: StreamFigures, copy?: string): Row {
        const id = idOf(stream);
        const figure = make("span", { class: "quiet" }, copy === undefined ? figureOf(stream) : "");
        const source: LaneSource = {
            name: copy ?? id,
            isCopy: copy !== undefined,
            label: [figure],
            draw: (canvas, view, palette) => (copy === undefined ? this.draw(stream, id, canvas, view, palette) : this.drawCopy({ stream: id, copy }, figure, canvas, view, palette)),
            place: (moment, pixel) => (copy === undefined ? this.place(stream, id, moment, pixel) : this.placeOfCopy({ stream: id, copy }, moment, pixel)),
        };
        return { source, stream, copy, figure };
    }

    private isNear(view: View): boolean {
        return this.near !== undefined && view.to - view.from < nearMicroseconds && this.lanes.seen.length <= mostNearLanes;
    }

    private draw(stream: StreamFigures, id: string, canvas: HTMLCanvasElement, view: View, palette: Palette): void {
        const coverage = this.tiles.of(id);
        if (!coverage) return;
        drawLane(canvas, coverage, view, palette);
        if (this.isNear(view)) drawSegments(canvas, this.near!.within(stream.channel, stream.quality, view), view, palette);
        const corrupt = this.corrupt.get(id);
        if (corrupt) drawCorrupt(canvas, corrupt, view, palette);
        drawLetters(canvas, this.seenHoles.of(id), view, palette);
        if (this.cut?.stream === id) markRange(canvas, this.cut, view, { ...palette, ink: palette.corrupt });
        if (this.hole && `${this.hole.channel}/${this.hole.quality}` === id)
            markRange(canvas, { from: momentOf(this.hole.start), to: momentOf(this.hole.end) }, view, palette);
        if (this.at?.stream === id && this.at.copy === undefined) drawCursor(canvas, this.at.moment, view, palette);
    }

    /** A copy that does not say how it is covered says so, and its lane is empty. */
    private drawCopy(lane: CopyLane, figure: HTMLElement, canvas: HTMLCanvasElement, view: View, palette: Palette): void {
        const { coverage, cause } = this.copyTiles.of(lane);
        figure.textContent = cause === undefined ? "" : "does not say";
        figure.title = cause ?? "";
        drawLane(canvas, coverage ?? nothing, view, palette);
        if (this.at?.stream === lane.stream && this.at.copy === lane.copy) drawCursor(canvas, this.at.moment, view, palette);
    }

    private placeOfCopy(lane: CopyLane, moment: number, pixel: number): Place {
        return { stream: `${lane.stream} at ${lane.copy}`, coverage: this.copyTiles.of(lane).coverage, moment, pixel };
    }

    private place(stream: StreamFigures, id: string, moment: number, pixel: number): Place {
        const near = this.isNear(this.view) ? this.near!.within(stream.channel, stream.quality, { from: moment, to: moment + 1 }) : [];
        return { stream: id, coverage: this.tiles.of(id), segment: near[0], moment, pixel };
    }

    private drawn(view: View): void {
        this.seenHoles.want(view, this.streams.length === 1 ? idOf(this.streams[0]) : undefined);
        const seen = new Set(this.lanes.seen);
        const rows = this.rows.filter(({ source }) => seen.has(source));
        if (rows.length === 0) return;
        const width = this.lanes.surface.clientWidth * Math.min(2, devicePixelRatio || 1);
        this.tiles.want(view, width, this.streams.indexOf(rows[0].stream), this.streams.indexOf(rows[rows.length - 1].stream));
        this.copyTiles.want(view, width, rows.flatMap(({ stream, copy }) => (copy === undefined ? [] : [{ stream: idOf(stream), copy }])));
        this.owner.rested();
    }

    private announce(view: View): string {
        const lacking = this.streams.filter((stream) => (this.tiles.of(idOf(stream))?.mix(view.from, view.to)[Class.Missing] ?? 0) > 0);
        return lacking.length === 0 ? "nothing missing" : `something is missing of ${plural(lacking.length, "stream")}`;
    }
}

/** What a copy that does not say has. */
const nothing = new Coverage(0, 0, []);

function idOf({ channel, quality }: StreamFigures): string {
    return `${channel}/${quality}`;
}

function figureOf({ microseconds: parts, holes }: StreamFigures): string {
    const all = Object.values(parts).reduce((sum, part) => sum + part, 0);
    return `${percent(parts.full + parts.suspect + parts.partial, all)}, ${plural(holes, "hole")}`;
}

function boundsOf(streams: StreamFigures[]): View {
    return { from: Math.min(...streams.map(({ start }) => momentOf(start))), to: Math.max(...streams.map(({ end }) => momentOf(end))) };
}

function drawCursor(canvas: HTMLCanvasElement, moment: number, view: View, palette: Palette): void {
    const brush = canvas.getContext("2d")!;
    brush.setTransform(1, 0, 0, 1, 0, 0);
    const x = Math.round(((moment - view.from) / (view.to - view.from)) * canvas.width);
    brush.fillStyle = palette.ink;
    brush.fillRect(x - 1, 0, 2, canvas.height);
}
