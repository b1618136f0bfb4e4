import { ask } from "./api";
import { clock, momentOf } from "./moments";
import type { CoverageAnswer, Hole, Holes } from "./types";

const mostHoles = 1000;
const columns = 640;

/** What names a hole in a link. */
export function linkOf({ channel, quality, start }: Hole): string {
    return `${channel}/${quality}/${start}`;
}

/** Finds holes by what the ledger has of them. */
export class HoleSearch {
    private readonly path: string;

    constructor(archive: string) {
        this.path = `api/archives/${encodeURIComponent(archive)}`;
    }

    /** The hole of a stream that has begun at a moment, healed or not. */
    async at(stream: string, start: string): Promise<Hole | undefined> {
        const moment = momentOf(start);
        const { holes } = await this.ask({ stream, from: clock.exact(moment), to: clock.exact(moment + 1), state: "all", limit: 100 });
        return holes.find((hole) => momentOf(hole.start) === moment);
    }

    /** The longest open hole of a stream around a moment. */
    async near(stream: string, moment: number, reach: number): Promise<Hole | undefined> {
        const { holes } = await this.ask({ stream, from: clock.exact(moment - reach), to: clock.exact(moment + reach), limit: mostHoles });
        return holes.sort((a, b) => b.microseconds - a.microseconds)[0];
    }

    /** The next open hole from a moment on, or the one before it, in the order of their starts. */
    async beside(moment: number, direction: 1 | -1, stream: string | undefined, selected: Hole | undefined): Promise<Hole | undefined> {
        return direction > 0 ? this.after(moment, stream, selected) : this.before(moment, stream, selected);
    }

    private async after(moment: number, stream: string | undefined, selected: Hole | undefined): Promise<Hole | undefined> {
        let cursor: string | undefined;
        // Holes that begin before the moment but reach beyond it come first.
        do {
            const page = await this.ask({ stream, from: clock.exact(moment), limit: 100, cursor });
            const found = page.holes.filter((hole) => isBehind(hole, moment, selected))[0];
            if (found) return found;
            cursor = page.cursor ?? undefined;
        } while (cursor !== undefined);
        return undefined;
    }

    /** By coverage: the last column before the moment that lacks anything, and in it the last hole. */
    private async before(moment: number, stream: string | undefined, selected: Hole | undefined): Promise<Hole | undefined> {
        let [from, to]: [number | undefined, number] = [undefined, Math.floor(moment) + 1];
        for (let depth = 0; depth < 6; depth++) {
            const range = await this.lastLacking(from, to, stream);
            if (!range) return undefined;
            const page = await this.ask({ stream, from: clock.exact(range[0]), to: clock.exact(range[1]), limit: mostHoles });
            const found = page.holes.filter((hole) => isBefore(hole, moment, selected)).pop();
            if (!page.more && found) return found;
            if (page.more) [from, to] = range;
            else [from, to] = [undefined, range[0]];
        }
        return undefined;
    }

    /** The last column of a range in which anything is missing, of any stream. */
    private async lastLacking(from: number | undefined, to: number, stream: string | undefined): Promise<[number, number] | undefined> {
        let best: [number, number] | undefined;
        let cursor: string | undefined;
        do {
            const start = from === undefined ? undefined : clock.exact(from);
            const answer: CoverageAnswer = await ask(`${this.path}/coverage`, { from: start, to: clock.exact(to), columns, stream, cursor });
            if (answer.from === null) return undefined;
            const missing = String(answer.classes.indexOf("missing"));
            const [left, length] = [momentOf(answer.from), momentOf(answer.to!) - momentOf(answer.from)];
            const last = Math.max(...answer.streams.map(({ worst }) => worst.lastIndexOf(missing)));
            const begin = left + Math.floor((length * last) / columns);
            if (last >= 0 && (!best || begin > best[0])) best = [begin, left + Math.floor((length * (last + 1)) / columns)];
            cursor = answer.cursor ?? undefined;
        } while (cursor !== undefined);
        return best;
    }

    private ask(query: Record<string, string | number | undefined>): Promise<Holes> {
        return ask<Holes>(`${this.path}/holes`, query);
    }
}

function isBehind(hole: Hole, moment: number, selected: Hole | undefined): boolean {
    if (!selected) return momentOf(hole.start) >= moment;
    return compare(hole, selected) > 0;
}

function isBefore(hole: Hole, moment: number, selected: Hole | undefined): boolean {
    if (!selected) return momentOf(hole.start) < moment;
    return compare(hole, selected) < 0;
}

/** By start, then by stream. */
function compare(a: Hole, b: Hole): number {
    const [first, second] = [linkOf(a), linkOf(b)];
    return momentOf(a.start) - momentOf(b.start) || (first < second ? -1 : first > second ? 1 : 0);
}
