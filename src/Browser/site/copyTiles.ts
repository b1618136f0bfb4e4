import type { Coverage } from "../shared/coverage";
import type { View } from "../shared/lane";
import { ask, type Fault } from "./api";
import { coverageOf } from "./covered";
import { clock } from "./moments";
import type { CopyAnswer } from "./types";

const mostColumns = 4096;
const restMilliseconds = 150;

/** A copy that did not say is asked again after so long. */
const causeMilliseconds = 30_000;

/** More lanes of copies than that are not asked about at once. */
const mostLanes = 40;

/** A stream of another copy. */
export interface CopyLane {
    stream: string;
    copy: string;
}

interface Held extends View {
    column: number;
    coverage?: Coverage;
    /** Why the copy does not say. */
    cause?: string;
}

/** Coverage of other copies, as far as their nodes say: of what is seen, and of as much to its left and right. The host asks them. */
export class CopyTiles {
    private readonly held = new Map<string, Held>();
    private timer = 0;
    private request?: AbortController;

    constructor(private readonly archive: string, private readonly came: () => void) {}

    of(lane: CopyLane): { coverage?: Coverage; cause?: string } {
        return this.held.get(keyOf(lane)) ?? {};
    }

    /** Says what is seen. */
    want(view: View, width: number, lanes: CopyLane[]): void {
        clearTimeout(this.timer);
        const column = (view.to - view.from) / width;
        const lacking = lanes.filter((lane) => !serves(this.held.get(keyOf(lane)), view, column)).slice(0, mostLanes);
        if (lacking.length > 0) this.timer = setTimeout(() => void this.load(view, width, lacking), restMilliseconds);
    }

    /** Others may be said by now. */
    forget(): void {
        for (const held of this.held.values()) held.column = Infinity;
    }

    private async load(view: View, width: number, lanes: CopyLane[]): Promise<void> {
        this.request?.abort();
        const { signal } = (this.request = new AbortController());
        const length = view.to - view.from;
        const [from, to] = [Math.floor(view.from - length), Math.ceil(view.to + length)];
        const columns = Math.max(1, Math.min(mostColumns, to - from, Math.ceil(width * 3)));
        await Promise.all(lanes.map((lane) => this.ask(lane, { from, to, column: (to - from) / columns }, columns, signal)));
    }

    private async ask(lane: CopyLane, held: Held, columns: number, signal: AbortSignal): Promise<void> {
        const path = `api/archives/${encodeURIComponent(this.archive)}/replicas/${encodeURIComponent(lane.copy)}/coverage`;
        try {
            const answer = await ask<CopyAnswer>(path, { stream: lane.stream, from: clock.exact(held.from), to: clock.exact(held.to), columns }, signal);
            held.cause = answer.cause ?? (answer.streams.length === 0 ? "it has audited nothing of this stream" : undefined);
            if (answer.streams.length > 0) held.coverage = coverageOf(answer, answer.streams[0]);
        } catch (fault) {
            if (signal.aborted) return;
            held.cause = (fault as Fault).message;
        }
        this.held.set(keyOf(lane), held);
        this.came();
        if (held.cause !== undefined) setTimeout(() => this.askAgain(lane, held), causeMilliseconds);
    }

    /** Why a copy does not say may be over. */
    private askAgain(lane: CopyLane, held: Held): void {
        if (this.held.get(keyOf(lane)) !== held) return;
        held.column = Infinity;
        this.came();
    }
}

function keyOf({ stream, copy }: CopyLane): string {
    return `${copy}\n${stream}`;
}

function serves(held: Held | undefined, view: View, column: number): boolean {
    if (!held || view.from < held.from || view.to > held.to) return false;
    return held.column <= column * 1.01 || held.column <= 1.01;
}
