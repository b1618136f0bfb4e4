import { make, name } from "../shared/dom";
import { durationInFull } from "../shared/words";
import { Addresses } from "./addresses";
import type { Covering } from "./covering";
import { FrameLength } from "./frameLength";
import { leastHole, type Told } from "./jumps";
import { clock, now } from "./moments";
import { Reel } from "./reel";
import type { LanePlace } from "./timelineLanes";

/** So much is in one playlist. */
const ahead = 2 * 3600e6;

/** What was recorded so recently may have more behind it, which comes; so often it is asked for. */
const freshMicroseconds = 5 * 60e6;
const mostTries = 6;
const pauseMilliseconds = 3000;

const steps: [words: string, label: string, seconds: number][] = [["−10 s", "Ten seconds back", -10], ["+10 s", "Ten seconds on", 10]];

export interface PlayerOwner {
    at(place: LanePlace): void;
    /** From when to when a stream was audited. */
    bounds(stream: string): { from: number; to: number } | undefined;
    /** Other qualities, which may have what one lacks. */
    others(stream: string): string[];
}

/** What is played: from where, to where its playlist reaches, and how often it was asked for. */
interface Asked {
    stream: string;
    /** Another copy, from which it is played through this host. */
    copy?: string;
    from: number;
    to: number;
    /** What is to be shown first: the moment that was asked for, or where what was shown before has ended. */
    wanted: number;
    isStart: boolean;
    tries: number;
}

/** Plays from a moment on, across holes, from one playlist to the next. */
export class Player {
    private readonly addresses: Addresses;
    private readonly video = make("video", { controls: "", playsinline: "", preload: "auto", "aria-label": "Video" });
    private readonly title = make("h2", { id: "player-title" });
    private readonly wall = make("output", { class: "wall", "aria-label": "Time of the picture" });
    private readonly note = make("p", { class: "note", role: "status", hidden: "" });
    private readonly buttons = make("div", { class: "buttons" });
    private reel?: Reel;
    private asked?: Asked;
    private fragment?: Told & { start: number };
    /** Raised whenever something else is to be played, or nothing: what was begun before then ends by itself. */
    private generation = 0;
    private readonly frames = new FrameLength();

    readonly element: HTMLElement;

    constructor(archive: string, private readonly covering: Covering, private readonly owner: PlayerOwner) {
        this.addresses = new Addresses(archive);
        for (const [words, label, seconds] of steps) this.addButton(words, label, () => this.step(seconds));
        this.addButton("‹ frame", "One frame back (,)", () => this.stepFrame(-1));
        this.addButton("frame ›", "One frame on (.)", () => this.stepFrame(1));
        const close = make("button", { type: "button", class: "button" }, "Close");
        close.addEventListener("click", () => this.close());
        const bar = make("div", { class: "bar" }, this.title, this.wall, close);
        this.element = make("section", { class: "panel player", id: "player", "aria-labelledby": "player-title", hidden: "" }, bar, this.video, this.note, this.buttons);
        this.element.addEventListener("keydown", (event) => this.press(event));
        for (const moved of ["timeupdate", "seeked"]) this.video.addEventListener(moved, () => this.tick());
        for (const stopped of ["ended", "waiting"]) this.video.addEventListener(stopped, () => this.goOn());
        this.video.addEventListener("seeking", () => this.frames.breakOff());
        this.watchFrames();
    }

    /** What is shown now. */
    get place(): LanePlace | undefined {
        return this.fragment && this.asked ? { stream: this.asked.stream, copy: this.asked.copy, moment: this.moment! } : undefined;
    }

    play({ stream, moment, copy }: LanePlace): void {
        this.element.hidden = false;
        this.element.classList.add("playing");
        this.element.scrollIntoView({ block: "nearest" });
        this.title.replaceChildren(name(stream), ...(copy === undefined ? [] : [" from ", name(copy)]));
        this.tell("");
        const wanted = Math.floor(moment);
        const from = Math.max(wanted, this.boundsOf({ stream, copy })?.from ?? 0);
        this.load({ stream, copy, ...this.rangeFrom({ stream, copy }, from), wanted, isStart: true, tries: 0 });
        this.video.focus({ preventScroll: true });
    }

    private get moment(): number | undefined {
        const { fragment } = this;
        return fragment && fragment.moment + Math.round((this.video.currentTime - fragment.start) * 1e6);
    }

    /** From when to when it was audited; of other copies that is not known here. */
    private boundsOf({ stream, copy }: Pick<Asked, "stream" | "copy">): { from: number; to: number } | undefined {
        return copy === undefined ? this.owner.bounds(stream) : undefined;
    }

    /** A playlist that reaches beyond what was recorded is one that still grows. */
    private rangeFrom(of: Pick<Asked, "stream" | "copy">, from: number): { from: number; to: number } {
        const bounds = this.boundsOf(of);
        return { from, to: bounds && bounds.to > from ? Math.min(from + ahead, bounds.to) : from + ahead };
    }

    private load(asked: Asked): void {
        const generation = ++this.generation;
        const isWanted = () => this.generation === generation;
        this.reel?.close();
        this.reel = this.fragment = undefined;
        this.asked = asked;
        this.frames.breakOff();
        const owner = {
            entered: (start: number, told: Told) => this.enter(start, told),
            failed: (isNothingThere: boolean, words: string) => (isNothingThere ? void this.seekOn(isWanted) : this.tell(`It cannot be played: ${words}.`)),
            ready: () => void this.video.play().catch(() => isWanted() && this.tell("Press play: this browser does not begin by itself.")),
        };
        Reel.open(this.addresses.playlist(asked.stream, asked.from, asked.to, asked.copy), this.video, owner, isWanted).then(
            (reel) => (isWanted() ? (this.reel = reel) : reel?.close()),
            (fault: Error) => isWanted() && this.tell(`It cannot be played: ${fault.message}.`),
        );
    }

    private enter(start: number, told: Told): void {
        const { wanted, isStart } = this.asked!;
        const before = this.fragment;
        this.fragment = { start, ...told };
        this.frames.breakOff();
        if (before) this.tellBetween(before, told);
        else if (told.moment - wanted > leastHole) this.tellHole(wanted, told.moment, isStart);
        // A playlist begins with the segment that the moment lies in.
        else if (wanted > told.moment && wanted < told.end) this.video.currentTime += (wanted - told.moment) / 1e6;
        this.tick();
    }

    private tellBetween(before: Told, { moment, holes }: Told): void {
        const skipped = holes - before.holes;
        if (skipped <= 0) return;
        // One that goes on from the segment before lies between the two; of others, as after a seek, it is not known where they lie.
        if (skipped === moment - before.end) this.tellHole(before.end, moment, false);
        else this.tell(`Skipped holes of ${durationInFull(skipped)} between ${clock.text(before.end)} and ${clock.text(moment)}.`);
    }

    private tellHole(from: number, to: number, isStart: boolean): void {
        const length = durationInFull(to - from);
        if (isStart) this.tell(`Nothing is there from ${clock.text(from)} on, for ${length}: it plays from ${clock.text(to)}.`);
        else this.tell(`Skipped a hole of ${length}, from ${clock.text(from)} to ${clock.text(to)}.`);
        void this.offer(from, to);
    }

    /** Names the qualities that have what this one lacks, and plays them if somebody wants so. */
    private async offer(from: number, to: number): Promise<void> {
        const { generation, asked } = this;
        const shares = await this.covering.sharesOf(this.owner.others(asked!.stream), from, to).catch(() => []);
        if (this.generation !== generation) return;
        for (const { stream } of shares) {
            const button = make("button", { type: "button", class: "button" }, "Play ", name(stream), " there");
            button.addEventListener("click", () => this.play({ stream, moment: from }));
            this.note.append(" ", button);
        }
    }

    /** The end of a playlist is not the end of the stream. One that still grows is asked for more by itself. */
    private goOn(): void {
        const { asked, fragment, reel } = this;
        if (!asked || !fragment || !reel?.isAtEnd) return;
        if (!this.video.ended && isFresh(asked.to)) return;
        const { end: wanted } = fragment;
        // The segment that has just been played is not to come again.
        this.load({ ...asked, ...this.rangeFrom(asked, wanted + leastHole), wanted, isStart: false, tries: 0 });
    }

    /** There is nothing in the playlist: goes on where there is something, or waits for it, or says that there is nothing. */
    private async seekOn(isWanted: () => boolean): Promise<void> {
        const asked = this.asked!;
        const bounds = this.boundsOf(asked);
        const next = bounds && asked.to < bounds.to ? await this.covering.first(asked.stream, asked.to, bounds.to).catch(() => undefined) : undefined;
        if (!isWanted()) return;
        if (next !== undefined) return this.load({ ...asked, ...this.rangeFrom(asked, next) });
        // A hole that has just been seen may still be filled, and a playlist ends before it for a while.
        if (isFresh(asked.to) && asked.tries < mostTries) {
            this.tell("Nothing is there yet; asking again.");
            setTimeout(() => isWanted() && this.load({ ...asked, tries: asked.tries + 1 }), pauseMilliseconds);
            return;
        }
        this.tell(`Nothing of this stream can be played from ${clock.text(asked.wanted)} on${asked.copy === undefined ? "" : `, two hours far, at ${asked.copy}`}.`);
        void this.offer(asked.wanted, asked.wanted + ahead);
    }

    private tick(): void {
        const { moment } = this;
        if (moment === undefined) return;
        this.wall.textContent = clock.text(Math.round(moment / 1000) * 1000);
        this.owner.at({ stream: this.asked!.stream, copy: this.asked!.copy, moment });
    }

    private tell(words: string): void {
        this.note.textContent = words;
        this.note.hidden = words === "";
    }

    private watchFrames(): void {
        const noted = (_: number, { mediaTime }: VideoFrameCallbackMetadata) => {
            this.frames.note(mediaTime);
            this.video.requestVideoFrameCallback(noted);
        };
        if ("requestVideoFrameCallback" in this.video) this.video.requestVideoFrameCallback(noted);
    }

    private step(seconds: number): void {
        const { asked, moment } = this;
        if (!asked) return;
        if (moment !== undefined && this.video.currentTime + seconds >= 0) this.video.currentTime += seconds;
        else this.play({ stream: asked.stream, copy: asked.copy, moment: (moment ?? asked.wanted) + seconds * 1e6 });
    }

    private stepFrame(direction: 1 | -1): void {
        this.video.pause();
        this.video.currentTime += direction * this.frames.seconds;
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
        this.reel?.close();
        this.reel = this.asked = this.fragment = undefined;
        this.element.hidden = true;
        this.element.classList.remove("playing");
    }
}

function isFresh(moment: number): boolean {
    return now() - moment < freshMicroseconds;
}
