import type { View } from "../shared/lane";
import type { Fault } from "./api";
import { HoleSearch, linkOf } from "./holeSearch";
import { momentOf } from "./moments";
import type { Hole } from "./types";
import { saysSame } from "./verdict";

/** Where the hole that is selected is shown. */
export interface HoleStage {
    /** What is seen; nothing as long as there are no lanes. */
    view(): View | undefined;
    /** The stream that is shown, if there is only one. */
    only(): string | undefined;
    /** Shows what is known of a hole, or that none is selected. */
    show(hole: Hole | undefined): void;
    /** It is the same hole, looked at again. */
    renew(hole: Hole): void;
    /** Moves it into view. */
    goTo(hole: Hole): void;
    /** There is no hole of that name. */
    miss(link: string): void;
    /** A step was made, or there is nothing to step to in that direction. */
    stepped(nothing?: 1 | -1): void;
    failed(fault: Fault): void;
}

/** Which hole is selected, as the address says it: what was wanted last, however late the host answers. */
export class HoleSelection {
    private readonly search: HoleSearch;
    private hole?: Hole;
    /** How often a hole was sought, or chosen. */
    private sought = 0;
    /** What was sought before this is not shown any more: something else was chosen since, or has been found. */
    private oldest = 0;
    private isStepping = false;
    /** The last step that was wanted while another was under way. */
    private nextStep?: 1 | -1;

    constructor(archive: string, private readonly stage: HoleStage) {
        this.search = new HoleSearch(archive);
    }

    /** Selects a hole that is chosen now, or none, as a step that one can go back from. */
    select(hole: Hole | undefined): void {
        this.take(hole, this.seek());
    }

    /** Selects a hole and moves it into view. */
    goTo(hole: Hole): void {
        this.select(hole);
        this.stage.goTo(hole);
    }

    /** What is shown is another now, and the address says so already. */
    clear(): void {
        this.seek();
        this.show(undefined);
    }

    /**
     * Selects what the address names.
     * @param isPlaced Whether the address says what is seen, too.
     */
    async follow(isPlaced: boolean): Promise<void> {
        const link = new URLSearchParams(location.hash.slice(1)).get("hole");
        const sought = this.seek();
        if (link === null) return this.show(undefined);
        const stream = new URLSearchParams(location.search).get("stream");
        // The name of a stream has one slash, so what stands behind the last is the moment.
        const [of, at] = link.includes("/") ? [link.slice(0, link.lastIndexOf("/")), link.slice(link.lastIndexOf("/") + 1)] : [stream ?? "", link];
        const hole = await this.search.at(of, at).catch(() => undefined);
        if (sought < this.oldest) return;
        this.show(hole);
        if (!hole) return this.stage.miss(link);
        if (!isPlaced) this.stage.goTo(hole);
    }

    /** Selects the longest hole around a moment, or none. Says whether there is none, and nothing else was wanted since. */
    async pick(stream: string | undefined, moment: number, reach: number): Promise<boolean> {
        const sought = this.seek();
        const hole = stream === undefined ? undefined : await this.search.near(stream, moment, reach).catch(() => undefined);
        if (sought < this.oldest) return false;
        this.take(hole, sought);
        return hole === undefined;
    }

    /** To the next hole or the one before, one by one: of those that are wanted while the host is asked, as by a key that is held, one more follows. */
    async step(direction: 1 | -1): Promise<void> {
        this.nextStep = direction;
        if (this.isStepping) return;
        this.isStepping = true;
        try {
            for (let next = this.takeStep(); next !== undefined; next = this.takeStep()) await this.stepOnce(next);
        } catch (fault) {
            this.nextStep = undefined;
            this.stage.failed(fault as Fault);
        } finally {
            this.isStepping = false;
        }
    }

    /** After another audit or comparison. Where the hole is the same but for when it was looked at, what was asked for beside it stays; one that has healed
     * says so. */
    async renew(): Promise<void> {
        const { hole: before } = this;
        if (!before) return;
        const hole = await this.search.at(`${before.channel}/${before.quality}`, before.start);
        if (!hole || this.hole !== before) return;
        if (hole.state === before.state && hole.end === before.end && saysSame(hole.verdict, before.verdict)) this.stage.renew(hole);
        else this.show(hole);
    }

    /** Begins something else than what was sought before, and drops a step that waits: it was wanted from where one was then. */
    private seek(): number {
        this.nextStep = undefined;
        return (this.oldest = ++this.sought);
    }

    private take(hole: Hole | undefined, sought: number): void {
        this.oldest = sought;
        const address = new URL(location.href);
        address.hash = hole ? `hole=${encodeURIComponent(linkOf(hole))}` : "";
        if (address.href !== location.href) history.pushState(null, "", address);
        this.show(hole);
    }

    private show(hole: Hole | undefined): void {
        this.hole = hole;
        this.stage.stepped();
        this.stage.show(hole);
    }

    private takeStep(): 1 | -1 | undefined {
        const { nextStep } = this;
        this.nextStep = undefined;
        return nextStep;
    }

    /** A step that finds nothing leaves alone what was sought before it. */
    private async stepOnce(direction: 1 | -1): Promise<void> {
        const view = this.stage.view();
        if (!view) return;
        const from = this.hole ? momentOf(this.hole.start) : direction > 0 ? view.from : view.to;
        const sought = ++this.sought;
        const hole = await this.search.beside(from, direction, this.stage.only(), this.hole);
        if (sought < this.oldest) return;
        this.stage.stepped(hole ? undefined : direction);
        if (!hole) return;
        this.take(hole, sought);
        this.stage.goTo(hole);
    }
}
