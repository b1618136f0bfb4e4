import { make, name } from "../shared/dom";
import { drawLane } from "../shared/lane";
import { readPalette } from "../shared/palette";
import { count, duration, percent } from "../shared/words";
import { ask } from "./api";
import { coverageOf } from "./covered";
import { clock, momentOf, now, since } from "./moments";
import { top } from "./settings";
import type { CoverageAnswer, Deltas, StreamFigures } from "./types";
import type { Coverage } from "../shared/coverage";

/** As many are shown unless all are asked for. */
const mostRows = 50;

const stripColumns = 400;

/** Where a timeline is, of a stream, at a hole. */
export function addressOf(archive: string, stream?: string, hole?: string): URL {
    const address = new URL(`archives/${encodeURIComponent(archive)}`, top);
    if (stream !== undefined) address.searchParams.set("stream", stream);
    if (hole !== undefined) address.hash = `hole=${encodeURIComponent(hole)}`;
    return address;
}

/** What changed, kind by kind. */
export function changesOf(deltas: Deltas): [kind: string, number: number][] {
    const { new: fresh, grown, lost, corrupted, shrunk, healed, mended, excused = 0 } = deltas;
    return Object.entries({ new: fresh, grown, lost, corrupted, shrunk, healed, mended, excused }).filter(([, number]) => number > 0);
}

/** The streams of an archive, those that changed first. */
export class StreamTable {
    private readonly body = make("tbody");
    private readonly search = make("input", { type: "search", placeholder: "Search streams", "aria-label": "Search streams", autocomplete: "off", spellcheck: "false" });
    private readonly more = make("button", { type: "button", class: "button" });
    private readonly strips = new Map<string, HTMLCanvasElement>();
    private readonly coverage = new Map<string, Coverage>();
    private readonly table: HTMLElement;
    private readonly rare = [["Unverified from", "unverified"], ["Changed", "changes"]];
    private streams: StreamFigures[] = [];
    private isWhole = false;
    private range = { from: 0, to: 1 };
    /** How often streams were shown: coverage that was asked for before is older. */
    private shownTimes = 0;

    readonly element: HTMLElement;

    constructor(private readonly archive: string) {
        const heads = ["Stream", "Coverage", "Covered", "Missing", "Holes", "Longest hole", "Ends"].map((words) => make("th", { scope: "col" }, words));
        const head = make("thead", {}, make("tr", {}, ...heads, ...this.rare.map(([words, kind]) => make("th", { scope: "col", class: kind }, words))));
        const table = (this.table = make("table", { class: "streams" }, head, this.body));
        const scroll = make("div", { class: "scroll", role: "region", "aria-label": `Streams of ${archive}`, tabindex: "0" }, table);
        this.element = make("div", { class: "stream-table" }, this.search, scroll, this.more);
        this.search.addEventListener("input", () => this.draw());
        this.more.addEventListener("click", () => {
            this.isWhole = true;
            this.draw();
        });
    }

    async show(streams: StreamFigures[]): Promise<void> {
        const changes = new Map(streams.map((stream) => [stream, changesOf(stream.deltas).length]));
        this.streams = [...streams].sort((a, b) => changes.get(b)! - changes.get(a)!);
        this.draw();
        await this.loadStrips(++this.shownTimes);
    }

    recolour(): void {
        const palette = readPalette();
        for (const [stream, canvas] of this.strips) {
            const coverage = this.coverage.get(stream);
            if (coverage) drawLane(canvas, coverage, this.range, palette);
        }
    }

    private draw(): void {
        const wanted = this.search.value.toLowerCase();
        const found = this.streams.filter(({ channel, quality }) => `${channel}/${quality}`.toLowerCase().includes(wanted));
        const shown = this.isWhole ? found : found.slice(0, mostRows);
        this.search.hidden = this.streams.length <= 12;
        this.more.hidden = shown.length === found.length;
        this.more.textContent = `Show all ${count(found.length)}`;
        this.element.hidden = this.streams.length === 0;
        // Columns in which nobody has anything are left out.
        this.table.classList.toggle("no-unverified", this.streams.every(({ unverifiedFrom }) => unverifiedFrom === null));
        this.table.classList.toggle("no-changes", this.streams.every(({ deltas }) => changesOf(deltas).length === 0));
        this.strips.clear();
        this.body.replaceChildren(...shown.map((stream) => this.row(stream)));
        this.recolour();
    }

    private row(stream: StreamFigures): HTMLElement {
        const id = `${stream.channel}/${stream.quality}`;
        const { microseconds: parts, longestHole: longest } = stream;
        const all = Object.values(parts).reduce((sum, part) => sum + part, 0);
        const canvas = make("canvas", { "aria-hidden": "true", class: "strip" });
        this.strips.set(id, canvas);
        const changes = changesOf(stream.deltas).map(([kind, number]) => make("span", { class: `tag ${kind}` }, `${count(number)} ${kind}`));
        const hole = longest
            ? make("a", { href: addressOf(this.archive, id, longest.start).href }, duration(momentOf(longest.end) - momentOf(longest.start)))
            : "–";
        return make(
            "tr",
            {},
            make("th", { scope: "row" }, make("a", { href: addressOf(this.archive, id).href }, name(id))),
            make("td", { class: "strip-cell" }, canvas),
            make("td", {}, percent(parts.full + parts.suspect + parts.partial, all)),
            make("td", {}, parts.missing > 0 ? duration(parts.missing) : "–"),
            make("td", {}, stream.holes > 0 ? count(stream.holes) : "–"),
            make("td", {}, hole),
            this.end(stream),
            make("td", { class: "unverified" }, stream.unverifiedFrom ? clock.toSecond(momentOf(stream.unverifiedFrom)).slice(0, 16) : "–"),
            make("td", { class: "changes" }, ...(changes.length > 0 ? changes : ["–"])),
        );
    }

    /** Where a stream ends; of one that is silent that is told. */
    private end({ lastEnd, silentSince }: StreamFigures): HTMLElement {
        if (lastEnd === null) return make("td", {}, "–");
        const end = momentOf(lastEnd);
        const words = now() - end < 2 * 86_400e6 ? since(end) : clock.toSecond(end).slice(0, 16);
        return silentSince === null ? make("td", {}, words) : make("td", { class: "bad-state" }, "silent since ", words);
    }

    private async loadStrips(shown: number): Promise<void> {
        let cursor: string | undefined;
        do {
            const answer: CoverageAnswer = await ask(`api/archives/${encodeURIComponent(this.archive)}/coverage`, { columns: stripColumns, cursor });
            if (answer.from === null || shown !== this.shownTimes) return;
            this.range = { from: momentOf(answer.from), to: momentOf(answer.to!) };
            for (const stream of answer.streams) this.coverage.set(`${stream.channel}/${stream.quality}`, coverageOf(answer, stream));
            // What has come is seen while the rest of very many streams comes.
            this.recolour();
            cursor = answer.cursor ?? undefined;
        } while (cursor !== undefined);
    }
}
