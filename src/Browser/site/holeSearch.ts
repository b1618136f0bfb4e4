import { ask } from "./api";
import { clock, momentOf } from "./moments";
import type { Hole, Holes } from "./types";

const mostHoles = 1000;

/** A century: nobody goes further back in search of a hole. */
const longestWindow = 100 * 366 * 24 * 3600e6;

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
        let found: Hole | undefined;
        let cursor: string | undefined;
        // Holes that begin before the moment but reach beyond it come first. Of those that begin at the same time, the first by stream may come last.
        do {
            const page = await this.ask({ stream, from: clock.exact(moment), limit: 100, cursor });
            found = first([...(found ? [found] : []), ...page.holes.filter((hole) => isBehind(hole, moment, selected))]);
            const last = page.holes.at(-1);
            if (found && last && momentOf(last.start) > momentOf(found.start)) break;
            cursor = page.cursor ?? undefined;
        } while (cursor !== undefined);
        return found;
    }

    /** In longer and longer windows to the past; in shorter ones where there are more than one answer has. */
    private async before(moment: number, stream: string | undefined, selected: Hole | undefined): Promise<Hole | undefined> {
        let to = Math.floor(moment) + 1;
        let length = 3600e6;
        while (length <= longestWindow) {
            const from = to - length;
            const page = await this.ask({ stream, from: clock.exact(from), to: clock.exact(to), limit: mostHoles });
            if (page.more && length > 1) {
                length = Math.ceil(length / 16);
                continue;
            }
            const begun = page.holes.filter((hole) => momentOf(hole.start) >= from && isBefore(hole, moment, selected));
            if (begun.length > 0) return begun.sort(compare).at(-1);
            to = from;
            length *= 2;
        }
        return undefined;
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

/** By start, then by channel, then by quality. */
export function compare(a: Hole, b: Hole): number {
    return momentOf(a.start) - momentOf(b.start) || order(a.channel, b.channel) || order(a.quality, b.quality);
}

function order(a: string, b: string): number {
    return a < b ? -1 : a > b ? 1 : 0;
}

function first(holes: Hole[]): Hole | undefined {
    return holes.sort(compare)[0];
}
