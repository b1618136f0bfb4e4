import type HlsPlayer from "hls.js/light";
import { make, name } from "../shared/dom";
import { durationInFull } from "../shared/words";
import { Addresses } from "./addresses";
import { withHoles, type Told } from "./jumps";
import { clock, momentOf } from "./moments";

/** So much is in one playlist. */
const ahead = 2 * 3600e6;

/** As long as a hole may still be filled, and a little more. */
const mostTries = 6;
const pauseMilliseconds = 3000;

const steps: [words: string, label: string, seconds: number][] = [["−10 s", "Ten seconds back", -10], ["+10 s", "Ten seconds on", 10]];

export interface PlayerOwner {
    at(stream: string, moment: number): void;
    /** From when to when a stream was audited. */
    bounds(stream: string): { from: number; to: number } | undefined;
    /** Other qualities, which may have what one lacks. */
    others(stream: string): string[];
}

/** Plays from a moment on, across holes. */
export class Player {
    private readonly addresses: Addresses;
    private readonly video = make("video", { controls: "", playsinline: "", preload: "auto", "aria-label": "Video" });
    private readonly title = make("h2", { id: "player-title" });
    private readonly wall = make("output", { class: "wall", "aria-label": "Time of the picture" });
    private readonly note = make("p", { class: "note", role: "status", hidden: "" });
    private readonly buttons = make("div", { class: "buttons" });
    private hls?: HlsPlayer;
    private stream = "";
    private asked = 0;
    private fragment?: Told & { start: number };
    /** Raised whenever something else is to be played, or nothing: what was begun before then ends by itself. */
    private generation = 0;
    private frameSeconds = 1 / 25;
    private lastFrame = 0;

    readonly element: HTMLElement;

    constructor(archive: string, private readonly owner: PlayerOwner) {
        this.addresses = new Addresses(archive);
        for (const [words, label, seconds] of steps) this.addButton(words, label, () => (this.video.currentTime += seconds));
        this.addButton("‹ frame", "One frame back (,)", () => this.stepFrame(-1));
        this.addButton("frame ›", "One frame on (.)", () => this.stepFrame(1));
        const close = make("button", { type: "button", class: "button" }, "Close");
        close.addEventListener("click", () => this.close());
        const bar = make("div", { class: "bar" }, this.title, this.wall, close);
        this.element = make("section", { class: "panel player", id: "player", "aria-labelledby": "player-title", hidden: "" }, bar, this.video, this.note, this.buttons);
        this.element.addEventListener("keydown", (event) => this.press(event));
        this.video.addEventListener("timeupdate", () => this.tick());
        this.video.addEventListener("seeked", () => this.tick());
        this.watchFrames();
    }

    /** What is shown now. */
    get place(): { stream: string; moment: number } | undefined {
        return this.fragment ? { stream: this.stream, moment: this.moment! } : undefined;
    }

    async play(stream: string, moment: number, tries = 0): Promise<void> {
        const generation = ++this.generation;
        this.element.hidden = false;
        this.element.classList.add("playing");
        this.title.replaceChildren(name(stream));
        this.tell("");
        this.hls?.destroy();
        this.fragment = undefined;
        this.stream = stream;
        const bounds = this.owner.bounds(stream);
        const from = (this.asked = Math.max(Math.floor(moment), bounds?.from ?? 0));
        // A playlist that reaches beyond what was recorded is one that still grows.
        const to = bounds && bounds.to > from ? Math.min(from + ahead, bounds.to) : from + ahead;
        try {
            // @ts-expect-error The bundle lies beside this one, and is another on purpose.
            const { default: Hls } = (await import("./player.js")) as { default: typeof HlsPlayer };
            if (this.generation !== generation) return;
            const hls = (this.hls = new Hls({ startPosition: 0, enableWorker: false, maxBufferLength: 30 }));
            const told = new Map<string, Told>();
            // As the playlist has them: the player corrects its own by what it finds in the files.
            hls.on(Hls.Events.LEVEL_LOADED, (_, { details: { fragments } }) => {
                const segments = fragments.map(({ rawProgramDateTime, duration }) => ({ moment: momentOf(rawProgramDateTime ?? ""), duration }));
                withHoles(segments.map(({ moment, duration }) => ({ moment, end: moment + Math.round(duration * 1e6) }))).forEach((one, i) => told.set(String(fragments[i].sn), one));
            });
            hls.on(Hls.Events.FRAG_CHANGED, (_, { frag }) => this.enter(frag.start, told.get(String(frag.sn))));
            hls.on(Hls.Events.ERROR, (_, { fatal, details, response }) => fatal && this.fail(details, response?.code, tries));
            hls.on(Hls.Events.MANIFEST_PARSED, () => void this.video.play().catch(() => this.tell("Press play: this browser does not begin by itself.")));
            hls.loadSource(this.addresses.playlist(stream, from, to).href);
            hls.attachMedia(this.video);
            this.element.scrollIntoView({ block: "nearest" });
            this.video.focus({ preventScroll: true });
        } catch (fault) {
            if (this.generation === generation) this.tell(`It cannot be played: ${(fault as Error).message}.`);
        }
    }

    private get moment(): number | undefined {
        const { fragment } = this;
        return fragment && fragment.moment + Math.round((this.video.currentTime - fragment.start) * 1e6);
    }

    private enter(start: number, told: Told | undefined): void {
        if (!told) return;
        const { moment, holes } = told;
        const before = this.fragment;
        const skipped = before ? holes - before.holes : 0;
        this.fragment = { start, ...told };
        // One that goes on from the segment before lies between the two; of others, as after a seek, it is not known where they lie.
        if (skipped > 0 && skipped !== moment - before!.end) this.tell(`Skipped holes of ${durationInFull(skipped)} between ${clock.text(before!.end)} and ${clock.text(moment)}.`);
        else if (skipped > 0) this.tell(`Skipped a hole of ${durationInFull(skipped)}, from ${clock.text(before!.end)} to ${clock.text(moment)}.`);
        this.tick();
    }

    private tick(): void {
        const { moment } = this;
        if (moment === undefined) return;
        this.wall.textContent = clock.text(Math.round(moment / 1000) * 1000);
        this.owner.at(this.stream, moment);
    }

    private fail(details: string, code: number | undefined, tries: number): void {
        const { stream, asked, generation } = this;
        // A hole that has just been seen may still be filled, and a playlist ends before it for a while.
        if (details.includes("Empty") && tries < mostTries) {
            this.tell("Nothing is there yet; asking again.");
            setTimeout(() => this.generation === generation && !this.fragment && void this.play(stream, asked, tries + 1), pauseMilliseconds);
            return;
        }
        this.tell(code === 404 || details.includes("Empty") ? "Nothing of this stream can be played there." : `It cannot be played: ${details}${code ? ` (${code})` : ""}.`);
        for (const other of this.owner.others(stream)) {
            const button = make("button", { type: "button", class: "button" }, "Play ", name(other));
            button.addEventListener("click", () => void this.play(other, this.asked));
            this.note.append(" ", button);
        }
    }

    private tell(words: string): void {
        this.note.textContent = words;
        this.note.hidden = words === "";
    }

    /** How long a frame is shown, by those that are. */
    private watchFrames(): void {
        const noted = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
            const length = mediaTime - this.lastFrame;
            if (length > 0.004 && length < 0.11) this.frameSeconds = length;
            this.lastFrame = mediaTime;
            this.video.requestVideoFrameCallback(noted);
        };
        if ("requestVideoFrameCallback" in this.video) this.video.requestVideoFrameCallback(noted);
    }

    private stepFrame(direction: 1 | -1): void {
        this.video.pause();
        this.video.currentTime += direction * this.frameSeconds;
    }

    private addButton(words: string, label: string, act: () => void): void {
        const button = make("button", { type: "button", class: "button", title: label }, words);
        button.addEventListener("click", act);
        this.buttons.append(button);
    }

    private press(event: KeyboardEvent): void {
        if (event.ctrlKey || event.metaKey || event.altKey) return;
        const acts: Record<string, () => void> = { ",": () => this.stepFrame(-1), ".": () => this.stepFrame(1), Escape: () => this.close() };
        const act = acts[event.key];
        if (!act) return;
        event.preventDefault();
        act();
    }

    private close(): void {
        this.generation++;
        this.hls?.destroy();
        this.hls = undefined;
        this.fragment = undefined;
        this.element.hidden = true;
        this.element.classList.remove("playing");
    }
}
