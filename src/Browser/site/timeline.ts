import { byId, make, name } from "../shared/dom";
import { mostTallLanes } from "../shared/lanes";
import { legend } from "../shared/legend";
import { visible } from "../shared/visible";
import { count, plural } from "../shared/words";
import { ExcusePanel } from "./acting/excusePanel";
import type { Work } from "./acting/work";
import { ask, type Fault } from "./api";
import { askCorrupt } from "./corruptFiles";
import { Covering } from "./covering";
import { Cut } from "./cut";
import { HoleList } from "./holeList";
import { HoleSelection } from "./holeSelection";
import type { Change } from "./live";
import { clock, momentOf } from "./moments";
import { PlacePanel } from "./placePanel";
import { Player } from "./player";
import { settings } from "./settings";
import { TimelineLanes, type LanePlace } from "./timelineLanes";
import type { Archive, CorruptFile, Hole, Replicas, StreamFigures, Streams } from "./types";
import { letterLegend } from "./verdict";

/** So long after the last move the address says what is seen. */
const restMilliseconds = 400;

/** What happened in an archive, stream by stream. */
export class Timeline {
    private readonly fault = make("p", { class: "banner warn", role: "alert", hidden: "" });
    private readonly map = make("section", { class: "panel", id: "map", "aria-labelledby": "map-title" });
    private readonly choice = make("select", { id: "stream", "aria-label": "Stream" });
    private readonly unmarked = make("p", { class: "quiet hint" });
    /** What a step came to that found nothing. */
    private readonly stepped = make("span", { class: "quiet", role: "status" });
    private readonly place: PlacePanel;
    private readonly player: Player;
    private readonly cut: Cut;
    private readonly selection: HoleSelection;
    private readonly list = new HoleList((hole) => this.selection.goTo(hole));
    private readonly excuses: ExcusePanel;
    private streams: StreamFigures[] = [];
    private corrupt: CorruptFile[] = [];
    private copies: string[] = [];
    private lanes?: TimelineLanes;
    /** When the copies were compared last, as far as one knows; nothing at first, for that may have ended while the page was opened. */
    private compared?: string | null;
    private timer = 0;
    /** What there is, once it has been shown; anew where it could not be. */
    private loading?: Promise<Fault | undefined>;
    /** How often it was asked what the last audit has found; what was asked for before what is shown is older. */
    private asked = 0;
    private shownAnswer = 0;

    constructor(home: HTMLElement, private readonly archive: string) {
        this.selection = new HoleSelection(archive, {
            view: () => this.lanes?.view,
            only: () => (this.shown.length === 1 ? idOf(this.shown[0]) : undefined),
            show: (hole) => this.show(hole),
            renew: (hole) => this.place.renewTimes(hole),
            goTo: (hole) => this.lanes?.showHole(hole),
            miss: (link) => this.place.showUnknown(link),
            stepped: (direction) => (this.stepped.textContent = direction === undefined ? "" : `There is no hole ${direction > 0 ? "behind" : "before"} this.`),
            failed: (fault) => this.tell(fault),
        });
        this.excuses = new ExcusePanel(archive);
        const covering = new Covering(archive);
        this.player = new Player(archive, covering, {
            at: (place) => this.lanes?.mark(place),
            others: (stream) => this.othersOf(stream),
            bounds: (stream) => this.boundsOf(stream),
        });
        this.cut = new Cut(archive, () => this.player.place ?? this.lanes?.cursor, (range) => this.lanes?.markCut(range));
        this.player.element.append(this.cut.element);
        this.place = new PlacePanel(archive, covering, {
            play: (place) => this.player.play(place),
            close: () => this.selection.select(undefined),
            cut: (stream, from, to) => this.cut.set(stream, from, to),
        });
        home.append(this.fault, this.map, this.place.element, this.player.element, this.excuses.element);
        addEventListener("popstate", () => this.follow());
        this.choice.addEventListener("change", () => this.choose());
        this.loading = this.load();
    }

    async changed({ name: kind, data }: Change): Promise<Fault | undefined> {
        if (kind === "archive") return undefined;
        if (kind === "work") return data.name === this.archive ? this.worked(data as unknown as Work) : undefined;
        return kind === "hello" || data.archive === this.archive ? this.renew() : undefined;
    }

    /** Where there was a comparison with other copies, other things may be said of holes. */
    private async worked({ compared }: Work): Promise<undefined> {
        if (this.compared === compared) return;
        this.compared = compared;
        this.lanes?.renewCopies();
        await this.selection.renew();
    }

    recolour(isForPaper: boolean): void {
        this.lanes?.recolour(isForPaper);
    }

    /** The streams that are shown: those of the address, or all. */
    private get shown(): StreamFigures[] {
        const wanted = new URLSearchParams(location.search).get("stream");
        return wanted === null ? this.streams : this.streams.filter((stream) => idOf(stream) === wanted);
    }

    private get path(): string {
        return `api/archives/${encodeURIComponent(this.archive)}`;
    }

    private async load(): Promise<Fault | undefined> {
        try {
            const [figures, archive, { replicas }] = await Promise.all([this.askFigures(), ask<Archive>(this.path), ask<Replicas>(`${this.path}/replicas`)]);
            this.take(figures);
            this.copies = replicas.map(({ name }) => name);
            this.cut.root = archive.root;
            this.fault.hidden = true;
            this.build();
            await this.followHole();
            return undefined;
        } catch (fault) {
            this.loading = undefined;
            this.tell(fault as Fault);
            return fault as Fault;
        }
    }

    /** Asks for the streams and what is corrupt of them. */
    private async askFigures(): Promise<Figures> {
        const number = ++this.asked;
        const [{ streams }, { files: corrupt, areMore }] = await Promise.all([ask<Streams>(`${this.path}/streams`), askCorrupt(this.path)]);
        return { number, streams, corrupt, areMore };
    }

    private take({ number, streams, corrupt, areMore }: Figures): void {
        [this.shownAnswer, this.streams, this.corrupt] = [number, streams, corrupt];
        this.unmarked.textContent = areMore ? `Only ${count(corrupt.length)} of the corrupt files are marked.` : "";
    }

    /** An audit has ended: what is seen stays, its coverage comes anew, and so does what is told of the hole that is selected. What is being
     * shown for the first time is not built twice: that would take the focus from whoever is at it already. */
    private async renew(): Promise<Fault | undefined> {
        void this.excuses.load();
        const isFirst = this.loading === undefined;
        const fault = await (this.loading ??= this.load());
        if (isFirst) return fault;
        if (fault) return (this.loading ??= this.load());
        try {
            const figures = await this.askFigures();
            if (figures.number < this.shownAnswer) return undefined;
            const { streams } = figures;
            const isSame = streams.length === this.streams.length && streams.every((stream, i) => idOf(stream) === idOf(this.streams[i]));
            this.take(figures);
            this.fault.hidden = true;
            if (!isSame || !this.lanes) this.build();
            else this.lanes.renew(this.shown, this.corrupt);
            await this.selection.renew();
            return undefined;
        } catch (fault) {
            this.tell(fault as Fault);
            return fault as Fault;
        }
    }

    private tell(fault: Fault): void {
        this.fault.textContent = `${this.archive} cannot be shown as it is now: ${fault.message}.`;
        this.fault.hidden = false;
    }

    private build(): void {
        const shown = this.shown;
        const title = make("h1", { id: "map-title" }, name(this.archive));
        this.fillChoice();
        if (shown.length === 0) {
            const words = this.streams.length === 0 ? "This archive was never audited wholly." : "There is no such stream.";
            this.map.replaceChildren(make("div", { class: "bar" }, title, ...(this.streams.length > 0 ? [this.choice] : [])), make("p", { class: "banner", id: "none" }, words));
            this.lanes = undefined;
            return;
        }
        const lanes = make("div", { id: "lanes", class: "lanes" });
        const marks = legend({ off: true, corrupt: this.corrupt.length > 0 });
        const letters = this.copies.length > 0 ? [letterLegend()] : [];
        this.map.replaceChildren(
            make("div", { class: "bar" }, title, make("ul", { class: "legend", "aria-label": "Legend" }, ...marks, ...letters)),
            this.toolbar(),
            make("div", { class: "lane-box" }, lanes),
            this.unmarked,
            make("p", { id: "map-help", class: "quiet hint" }, ...help(settings.published.includes(this.archive), shown.length)),
            this.list.element,
        );
        const before = this.lanes;
        this.lanes = new TimelineLanes(lanes, this.archive, shown, this.corrupt, { view: this.viewOfAddress(), copies: this.shownCopies }, {
            step: (direction) => void this.selection.step(direction),
            pick: (place, reach) => void this.pick(place, reach),
            rested: () => this.rest(),
            failed: (fault) => this.tell(fault as Fault),
            keys: {
                Enter: () => this.playHere(),
                i: () => this.cut.markIn(),
                o: () => this.cut.markOut(),
                Escape: () => this.selection.select(undefined),
            },
        });
        if (before) this.lanes.keepMarksOf(before);
    }

    private toolbar(): HTMLElement {
        const button = (id: string, words: string, tip: string) => make("button", { type: "button", class: "button", id, title: tip }, words);
        return make(
            "div",
            { class: "bar" },
            make(
                "div",
                { class: "buttons", role: "group", "aria-label": "Map" },
                button("zoom-in", "Zoom in", "Zoom in (+)"),
                button("zoom-out", "Zoom out", "Zoom out (−)"),
                button("zoom-fit", "Show all", "Show everything (0)"),
                button("hole-previous", "Previous hole", "Previous hole (p)"),
                button("hole-next", "Next hole", "Next hole (n)"),
                this.choice,
                ...(this.copies.length > 0 ? [this.copySwitch()] : []),
                this.stepped,
            ),
            make("p", { id: "range", class: "range" }),
            make("p", { id: "announced", class: "unseen", role: "status" }),
        );
    }

    private fillChoice(): void {
        const wanted = new URLSearchParams(location.search).get("stream") ?? "";
        const options = ["", ...this.streams.map(idOf)];
        this.choice.replaceChildren(...options.map((id) => make("option", { value: id }, visible(id) || `All ${plural(this.streams.length, "stream")}`)));
        this.choice.value = wanted;
    }

    private get shownCopies(): string[] {
        return new URLSearchParams(location.search).has("copies") ? this.copies : [];
    }

    private copySwitch(): HTMLElement {
        const isOn = this.shownCopies.length > 0;
        const button = make("button", { type: "button", class: "button", id: "copies", "aria-pressed": String(isOn), title: "A lane for each other copy, below each stream" }, "Copies");
        button.addEventListener("click", () => {
            const address = new URL(location.href);
            if (isOn) address.searchParams.delete("copies");
            else address.searchParams.set("copies", "1");
            history.pushState(null, "", address);
            this.build();
            byId("copies").focus();
        });
        return button;
    }

    private choose(): void {
        const address = new URL(location.href);
        if (this.choice.value === "") address.searchParams.delete("stream");
        else address.searchParams.set("stream", this.choice.value);
        address.hash = "";
        history.pushState(null, "", address);
        this.build();
        this.selection.clear();
    }

    /** The address says something else than before: back, forward. */
    private follow(): void {
        const was = this.lanes && [...this.lanes.streams.map(idOf), ...this.lanes.copies].join("\n");
        if (was !== [...this.shown.map(idOf), ...this.shownCopies].join("\n")) this.build();
        const view = this.viewOfAddress();
        if (view || !location.hash) this.lanes?.show(view);
        void this.followHole();
    }

    private viewOfAddress(): { from: number; to: number } | undefined {
        const query = new URLSearchParams(location.search);
        const [from, to] = ["from", "to"].map((key) => momentOf(query.get(key) ?? ""));
        return from < to ? { from, to } : undefined;
    }

    private followHole(): Promise<void> {
        return this.selection.follow(this.viewOfAddress() !== undefined);
    }

    private show(hole: Hole | undefined): void {
        this.lanes?.markHole(hole);
        if (hole) this.place.showHole(hole, this.othersOf(`${hole.channel}/${hole.quality}`), this.copies.length > 0);
        else this.place.hide();
    }

    private async pick(place: LanePlace, reach: number): Promise<void> {
        this.lanes?.mark(place);
        const isNone = await this.selection.pick(place.copy === undefined ? place.stream : undefined, place.moment, reach);
        if (isNone) this.place.showMoment({ ...place, moment: Math.round(place.moment) });
    }

    private playHere(): void {
        const cursor = this.lanes?.cursor;
        if (cursor) this.player.play(cursor);
    }

    /** Other qualities of the channel, which may have what this one lacks. */
    private othersOf(stream: string): string[] {
        const channel = this.streams.find((one) => idOf(one) === stream)?.channel;
        return this.streams.filter((one) => one.channel === channel && idOf(one) !== stream).map(idOf);
    }

    private boundsOf(stream: string): { from: number; to: number } | undefined {
        const found = this.streams.find((one) => idOf(one) === stream);
        return found && { from: momentOf(found.start), to: momentOf(found.end) };
    }

    private rest(): void {
        clearTimeout(this.timer);
        this.timer = setTimeout(() => {
            if (!this.lanes) return;
            this.list.show(this.lanes.holes);
            const address = new URL(location.href);
            const { from, to } = this.lanes.view;
            // The address of all that there is stays as short as it was.
            for (const [key, moment] of [["from", from], ["to", to]] as const) {
                if (this.lanes.isWhole) address.searchParams.delete(key);
                else address.searchParams.set(key, clock.exact(moment));
            }
            if (address.href !== location.href) history.replaceState(null, "", address);
        }, restMilliseconds);
    }
}

/** One answer of the host. */
interface Figures {
    number: number;
    streams: StreamFigures[];
    corrupt: CorruptFile[];
    /** Whether there are more corrupt files than these. */
    areMore: boolean;
}

function idOf({ channel, quality }: StreamFigures): string {
    return `${channel}/${quality}`;
}

function help(isPublished: boolean, streams: number): (Node | string)[] {
    const key = (text: string) => make("kbd", {}, text);
    const play = isPublished ? [", ", key("Enter"), " play, ", key("i"), " ", key("o"), " in and out of a cut"] : [];
    return [
        "Wheel or pinch to zoom, drag to move, click for what is there. ",
        ...(streams > mostTallLanes ? [make("span", { class: "wide" }, "The wheel over the names, "), key("Page ↑"), " and ", key("Page ↓"), " scroll the streams. "] : []),
        "Keys: ",
        ...[key("+"), " ", key("−"), " zoom, ", key("←"), " ", key("→"), " move, ", key("n"), " ", key("p"), " next and previous hole, ", key("0"), " everything"],
        ...play,
        ". However far out, a column that holds anything missing shows it.",
    ];
}
