import { ask } from "./api";
import { firstCovered } from "./covered";
import { clock } from "./moments";
import type { CoverageAnswer } from "./types";

const columns = 1024;

/** A moment is found to within that: a playlist reaches further. */
const grainMicroseconds = 60e6;

/** So many qualities of a channel are asked about. */
const mostStreams = 20;

/** How much of a range a stream has. */
export interface Share {
    stream: string;
    microseconds: number;
}

/** What the last audit saw of streams. */
export class Covering {
    private readonly path: string;

    constructor(archive: string) {
        this.path = `api/archives/${encodeURIComponent(archive)}/coverage`;
    }

    /** The first moment of a range that is covered, to the minute and never too late; nothing if none is. */
    async first(stream: string, from: number, to: number): Promise<number | undefined> {
        let [left, right] = [Math.floor(from), Math.ceil(to)];
        while (right > left) {
            const count = Math.min(columns, right - left);
            const { streams } = await this.ask(stream, left, right, count);
            const column = streams.length === 0 ? -1 : firstCovered(streams[0]);
            if (column < 0) return undefined;
            const width = (right - left) / count;
            const start = left + Math.floor(width * column);
            if (width <= grainMicroseconds) return start;
            [left, right] = [start, Math.min(right, left + Math.ceil(width * (column + 1)))];
        }
        return undefined;
    }

    /** Of these streams those that have something of a range, the one that has most first. */
    async sharesOf(streams: string[], from: number, to: number): Promise<Share[]> {
        const asked = streams.slice(0, mostStreams).map(async (stream) => {
            const answer = await this.ask(stream, Math.floor(from), Math.ceil(to), 1);
            const { full = 0, suspect = 0, partial = 0 } = answer.streams[0]?.microseconds ?? {};
            return { stream, microseconds: full + suspect + partial };
        });
        const shares = (await Promise.all(asked)).filter(({ microseconds }) => microseconds > 0);
        return shares.sort((a, b) => b.microseconds - a.microseconds);
    }

    private ask(stream: string, from: number, to: number, count: number): Promise<CoverageAnswer> {
        return ask<CoverageAnswer>(this.path, { stream, from: clock.exact(from), to: clock.exact(to), columns: count });
    }
}
