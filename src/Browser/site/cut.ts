import { make, name } from "../shared/dom";
import { duration, durationInFull } from "../shared/words";
import { Addresses } from "./addresses";
import { ask, look, type Fault } from "./api";
import { clock } from "./moments";
import { quoted } from "./names";
import type { CoverageAnswer } from "./types";

interface Range {
    stream: string;
    from: number;
    to: number;
}

/** A clip from here to there: checked against holes before it is made. */
export class Cut {
    private readonly addresses: Addresses;
    private readonly words = make("p", { class: "cut-range" }, "Mark in and out with the buttons or the keys i and o.");
    private readonly holes = make("p", { role: "status" });
    private readonly type = make("select", { "aria-label": "Kind of cut" }, make("option", { value: "rough" }, "rough: whole segments"), make("option", { value: "exact" }, "exact: to the frame"));
    private readonly download = make("button", { type: "button", class: "button", id: "cut-download", disabled: "" }, "Download");
    private readonly command = make("code", { class: "command", tabindex: "0" });
    private readonly box = make("p", { class: "command-line", hidden: "" }, make("span", { class: "quiet" }, "The same by the command: "), this.command);
    private begin?: { stream: string; moment: number };
    private range?: Range;

    /** Where the archive lies, for the command. */
    root = "ROOT";

    readonly element: HTMLElement;

    constructor(private readonly archive: string, private readonly here: () => { stream: string; moment: number } | undefined, private readonly changed: (range: Range | undefined) => void) {
        this.addresses = new Addresses(archive);
        const button = (words: string, tip: string, act: () => void) => {
            const made = make("button", { type: "button", class: "button", title: tip }, words);
            made.addEventListener("click", act);
            return made;
        };
        const buttons = make("div", { class: "buttons" }, button("In", "Begin here (i)", () => this.markIn()), button("Out", "End here (o)", () => this.markOut()), this.type, this.download);
        this.element = make("section", { class: "cut", "aria-labelledby": "cut-title" }, make("h2", { id: "cut-title" }, "Cut"), buttons, this.words, this.holes, this.box);
        this.type.addEventListener("change", () => this.show());
        this.download.addEventListener("click", () => void this.fetch());
        // Where the player has the focus the keys are the same; in a choice they are letters.
        addEventListener("keydown", (event) => {
            if (!(event.target as Element).closest?.(".player") || (event.target as Element).matches("select, input") || event.ctrlKey || event.metaKey || event.altKey) return;
            if (event.key === "i") this.markIn();
            if (event.key === "o") this.markOut();
        });
    }

    markIn(): void {
        const here = this.here();
        if (!here) return;
        this.reveal();
        this.begin = { ...here, moment: Math.round(here.moment) };
        if (this.range?.stream === here.stream && this.range.to > this.begin.moment) this.set(here.stream, this.begin.moment, this.range.to);
        else {
            this.range = undefined;
            this.words.replaceChildren("In at ", clock.text(this.begin.moment), " of ", name(here.stream), "; now mark out.");
            this.holes.textContent = "";
            this.download.disabled = true;
            this.box.hidden = true;
            this.changed(undefined);
        }
    }

    markOut(): void {
        const here = this.here();
        if (!here) return;
        this.reveal();
        const begin = this.begin;
        if (!begin || begin.stream !== here.stream || Math.round(here.moment) <= begin.moment) {
            this.words.textContent = "Mark in first, earlier and in the same stream.";
            return;
        }
        this.set(here.stream, begin.moment, Math.round(here.moment));
    }

    set(stream: string, from: number, to: number): void {
        this.range = { stream, from: Math.round(from), to: Math.round(to) };
        this.begin = { stream, moment: this.range.from };
        this.reveal();
        this.changed(this.range);
        this.show();
        void this.check(this.range);
    }

    private reveal(): void {
        this.element.closest("section.player")!.removeAttribute("hidden");
    }

    private show(): void {
        if (!this.range) return;
        const { stream, from, to } = this.range;
        this.words.replaceChildren(`${clock.text(from)} – ${clock.text(to)} (${durationInFull(to - from)}) of `, name(stream));
        this.command.textContent = this.line(stream, from, to);
        this.box.hidden = false;
        this.download.disabled = false;
    }

    private line(stream: string, from: number, to: number): string {
        const [channel, quality] = stream.split("/");
        const place = [this.root, channel, quality];
        const options = ["--start", clock.exact(from), "--end", clock.exact(to), "--mode", this.type.value, "--output", this.fileName];
        // What begins with a dash is no option.
        const words = place.some((word) => word.startsWith("-")) ? [...options, "--", ...place] : [...place, ...options];
        return ["pipeline", "cut", ...words].map(quoted).join(" ");
    }

    private get fileName(): string {
        const { stream, from, to } = this.range!;
        const at = (moment: number) => clock.exact(moment).replaceAll(":", "").replace(/(\.0+)?Z$/, "");
        return `${stream.replace(/[^\w.-]/g, "-").replace(/^-+/, "")}-${at(from)}-${at(to).slice(11)}${this.type.value === "exact" ? "-exact" : ""}.ts`;
    }

    private async check(range: Range): Promise<void> {
        this.holes.textContent = "Looking for holes…";
        try {
            const query = { from: clock.exact(range.from), to: clock.exact(range.to), columns: 1, stream: range.stream };
            const { streams } = await ask<CoverageAnswer>(`api/archives/${encodeURIComponent(this.archive)}/coverage`, query);
            if (this.range !== range) return;
            const parts = streams[0]?.microseconds ?? {};
            const audited = Object.values(parts).reduce((sum, part) => sum + part, 0);
            const rest = range.to - range.from - audited;
            const words = [parts.missing > 0 ? `${duration(parts.missing)} of it are missing and will be left out.` : "", parts.unknown > 0 ? `${duration(parts.unknown)} of it could not be read.` : "", rest > 0 ? `${duration(rest)} of it were not audited.` : ""];
            this.holes.className = parts.missing > 0 || parts.unknown > 0 ? "note" : "quiet";
            this.holes.textContent = words.filter(Boolean).join(" ") || "No holes.";
        } catch (fault) {
            if (this.range !== range) return;
            this.holes.textContent = `Whether there are holes is not known: ${(fault as Fault).message}.`;
        }
    }

    /** Whether it can be made is asked first; then the browser saves it, and shows how far it is. */
    private async fetch(): Promise<void> {
        const { stream, from, to } = this.range!;
        const address = this.addresses.cut(stream, from, to, this.type.value);
        this.download.disabled = true;
        try {
            await look(address);
            const link = make("a", { href: address.href, download: this.fileName });
            link.click();
        } catch (fault) {
            const { message, status } = fault as Fault;
            this.holes.className = "note";
            this.holes.textContent = status === 406 ? "There is nothing of it that could be cut." : `It cannot be cut: ${message}.`;
        } finally {
            this.download.disabled = false;
        }
    }
}
