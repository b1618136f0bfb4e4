import type { View } from "../shared/lane";
import { ask } from "./api";
import { clock, momentOf } from "./moments";
import type { Hole, Holes } from "./types";
import { letterOf } from "./verdict";

const most = 1000;
const restMilliseconds = 200;

/** Where there were too many, they are asked for again when so much less is seen. */
const narrower = 0.7;

/** A hole, and what stands in it. */
export interface HoleMark extends View {
    hole: Hole;
    letter: string;
}

interface Held extends View {
    stream: string | undefined;
    /** How long what was seen then was. */
    length: number;
    /** By start; nothing if there are more than one answer has. */
    marks: HoleMark[] | undefined;
}

/** The open holes of what is seen, and of as much to its left and right where those are not too many. */
export class SeenHoles {
    private held?: Held;
    private readonly marksOf = new Map<string, HoleMark[]>();
    private timer = 0;
    private generation = 0;

    constructor(private readonly archive: string, private readonly came: () => void) {}

    /** Those that share time with a range. */
    within({ from, to }: View): Hole[] | "unknown" | "too many" {
        if (!this.held || from < this.held.from || to > this.held.to) return "unknown";
        if (!this.held.marks) return "too many";
        return this.held.marks.filter((mark) => mark.to > from && mark.from < to).map(({ hole }) => hole);
    }

    /** Those of a stream, as far as they are known. */
    of(stream: string): readonly HoleMark[] {
        return this.marksOf.get(stream) ?? [];
    }

    /** Says what is seen, of one stream or of all. */
    want(view: View, stream: string | undefined): void {
        clearTimeout(this.timer);
        if (this.serves(view, stream)) return;
        this.timer = setTimeout(() => void this.load(view, stream), restMilliseconds);
    }

    /** There may be others by now. */
    forget(): void {
        this.held = undefined;
        this.generation++;
    }

    private serves({ from, to }: View, stream: string | undefined): boolean {
        const { held } = this;
        if (!held || held.stream !== stream || from < held.from || to > held.to) return false;
        return held.marks !== undefined || to - from > held.length * narrower;
    }

    private async load(view: View, stream: string | undefined): Promise<void> {
        const generation = ++this.generation;
        const length = view.to - view.from;
        let range = { from: Math.floor(view.from - length), to: Math.ceil(view.to + length) };
        let answer = await this.ask(range, stream);
        if (answer?.more && this.generation === generation) {
            // There may be many beside what is seen, and few in it.
            range = { from: Math.floor(view.from), to: Math.ceil(view.to) };
            answer = await this.ask(range, stream);
        }
        if (!answer || this.generation !== generation) return;
        this.held = { ...range, length, stream, marks: answer.more ? undefined : answer.holes.map(markOf) };
        this.marksOf.clear();
        for (const mark of this.held.marks ?? []) {
            const id = `${mark.hole.channel}/${mark.hole.quality}`;
            const marks = this.marksOf.get(id);
            if (marks) marks.push(mark);
            else this.marksOf.set(id, [mark]);
        }
        this.came();
    }

    /** What cannot be asked now is asked for when something else is seen; that the host does not answer is told elsewhere. */
    private ask({ from, to }: View, stream: string | undefined): Promise<Holes | undefined> {
        const query = { from: clock.exact(from), to: clock.exact(to), stream, limit: most };
        return ask<Holes>(`api/archives/${encodeURIComponent(this.archive)}/holes`, query).catch(() => undefined);
    }
}

function markOf(hole: Hole): HoleMark {
    return { from: momentOf(hole.start), to: momentOf(hole.end), hole, letter: letterOf(hole) };
}
