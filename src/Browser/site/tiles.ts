import type { Coverage } from "../shared/coverage";
import type { View } from "../shared/lane";
import { ask } from "./api";
import { coverageOf } from "./covered";
import { clock } from "./moments";
import type { CoverageAnswer, StreamFigures } from "./types";

/** As the host has them for one answer. */
const mostColumns = 4096;

const restMilliseconds = 60;

interface Held extends View {
    /** Streams from this one to the other, by their place in the list. */
    first: number;
    last: number;
    /** How long a column is. */
    column: number;
}

/** Coverage of what is seen, and of as much to its left and right, so that moving it needs nothing of the host. What has just been asked for is drawn by what
 * there is: in columns that are too wide, but with every hole. */
export class Tiles {
    private readonly coverage = new Map<string, Coverage>();
    private held?: Held;
    private asked?: Held;
    private timer = 0;
    private request?: AbortController;

    constructor(
        private readonly archive: string,
        private readonly streams: StreamFigures[],
        private bounds: View,
        private readonly came: () => void,
        private readonly failed: (cause: unknown) => void,
    ) {}

    of(stream: string): Coverage | undefined {
        return this.coverage.get(stream);
    }

    /** Says what is seen. */
    want(view: View, width: number, first: number, last: number): void {
        const column = (view.to - view.from) / width;
        if (serves(this.held, view, column, first, last) || serves(this.asked, view, column, first, last)) return;
        // Whoever scrolls scrolls on.
        const beside = this.held && (first < this.held.first || last > this.held.last) ? last - first + 1 : 0;
        const [from, to] = [Math.max(0, first - beside), Math.min(this.streams.length - 1, last + beside)];
        clearTimeout(this.timer);
        this.timer = setTimeout(() => void this.load(view, width, from, to), this.held ? restMilliseconds : 0);
    }

    /** What there is may be old, and more may be seen. */
    bound(bounds: View): void {
        this.bounds = bounds;
        this.held = this.asked = undefined;
        this.request?.abort();
    }

    private async load(view: View, width: number, first: number, last: number): Promise<void> {
        const length = view.to - view.from;
        const from = Math.max(this.bounds.from, Math.floor(view.from - length));
        const to = Math.min(this.bounds.to, Math.ceil(view.to + length));
        if (to <= from) return;
        const columns = Math.max(1, Math.min(mostColumns, to - from, Math.ceil((width * (to - from)) / length)));
        const held = { from, to, first, last, column: (to - from) / columns };
        this.asked = held;
        this.request?.abort();
        const request = (this.request = new AbortController());
        try {
            const answers = await this.ask(held, columns, request.signal);
            if (request.signal.aborted) return;
            for (const answer of answers)
                for (const stream of answer.streams) this.coverage.set(`${stream.channel}/${stream.quality}`, coverageOf(answer, stream));
            this.held = held;
            this.came();
        } catch (cause) {
            if (!request.signal.aborted) this.failed(cause);
        } finally {
            if (this.asked === held) this.asked = undefined;
        }
    }

    private async ask({ from, to, first, last }: Held, columns: number, signal: AbortSignal): Promise<CoverageAnswer[]> {
        const answers: CoverageAnswer[] = [];
        const nameOf = (at: number) => `${this.streams[at].channel}/${this.streams[at].quality}`;
        for (let at = first; at <= last; ) {
            const one = first === last;
            const answer: CoverageAnswer = await ask(
                `api/archives/${encodeURIComponent(this.archive)}/coverage`,
                {
                    from: clock.exact(from),
                    to: clock.exact(to),
                    columns,
                    stream: one ? nameOf(at) : undefined,
                    cursor: one || at === 0 ? undefined : nameOf(at - 1),
                    limit: Math.min(200, last - at + 1),
                },
                signal,
            );
            answers.push(answer);
            if (answer.streams.length === 0) break;
            at += answer.streams.length;
        }
        return answers;
    }
}

function serves(held: Held | undefined, view: View, column: number, first: number, last: number): boolean {
    if (!held || first < held.first || last > held.last) return false;
    const isFine = held.column <= column * 1.01 || held.column <= 1.01;
    return isFine && view.from >= held.from && view.to <= held.to;
}
