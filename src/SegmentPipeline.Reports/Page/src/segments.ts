import { firstNotBelow } from "./coverage";
import type { Finding, Stream } from "./report";
import type { Clock } from "./words";

/** A segment that a finding names. */
export interface KnownSegment {
    path: string;
    start: number;
    end: number;
    kind: string;
}

const grammar = /^(\d{4}-\d\d-\d\dT\d\d)\/(\d\d):(\d\d)(?:\.(\d{1,6}))?-(\d+(?:\.\d+)?)-(full|suspect|partial)-/;

/** Where a segment lies by its name, HOUR/NAME; nothing if the name does not say. */
export function segmentOf(path: string, clock: Clock): KnownSegment | undefined {
    const parts = grammar.exec(path);
    if (!parts) return undefined;
    const [, hour, minutes, seconds, fraction = "", length, kind] = parts;
    const from = clock.fromDate(new Date(`${hour}:${minutes}:${seconds}Z`)) + Number(fraction.padEnd(6, "0"));
    return { path, start: from, end: from + Math.round(Number(length) * 1e6), kind };
}

/** The segments beside the holes of a stream, and those that overlap, by start. */
export class KnownSegments {
    private readonly segments: KnownSegment[];
    private readonly starts: number[];

    constructor(stream: Stream, clock: Clock) {
        const paths = new Set(stream.timed.flatMap(pathsOf));
        this.segments = [...paths].flatMap((path) => segmentOf(path, clock) ?? []).sort((a, b) => a.start - b.start);
        this.starts = this.segments.map((segment) => segment.start);
    }

    /** Those that touch a range. A segment is at most an hour long. */
    within(from: number, to: number): KnownSegment[] {
        const first = firstNotBelow(this.starts, from - 3600e6);
        const found = [];
        for (let i = first; i < this.segments.length && this.segments[i].start < to; i++) if (this.segments[i].end > from) found.push(this.segments[i]);
        return found;
    }
}

function pathsOf(finding: Finding): string[] {
    if (finding.type === "hole") return [finding.first, finding.second].filter((path) => path !== null);
    return finding.type === "overlap" && finding.first !== null ? [finding.first] : [];
}
