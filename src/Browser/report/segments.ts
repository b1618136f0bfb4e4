import { firstNotBelow } from "../shared/coverage";
import { segmentOf, type KnownSegment } from "../shared/segments";
import type { Clock } from "../shared/words";
import type { Finding, Stream } from "./report";

const kinds = ["full", "suspect", "partial"];

/** The segments of a stream that the report has, and those that its findings name, by start. */
export class KnownSegments {
    private readonly segments: KnownSegment[];
    private readonly starts: number[];

    constructor(stream: Stream, clock: Clock) {
        const paths = new Set(stream.timed.flatMap(pathsOf));
        const named = [...paths].flatMap((path) => segmentOf(path, clock) ?? []);
        const starts = new Set(named.map((segment) => segment.start));
        const others = unpacked(stream.segments).filter((segment) => !starts.has(segment.start));
        this.segments = [...named, ...others].sort((a, b) => a.start - b.start);
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

function unpacked(numbers: number[]): KnownSegment[] {
    const segments: KnownSegment[] = [];
    for (let i = 0, start = 0; i < numbers.length; i += 3) {
        start += numbers[i];
        segments.push({ start, end: start + numbers[i + 1], kind: kinds[numbers[i + 2]] });
    }
    return segments;
}

function pathsOf(finding: Finding): string[] {
    if (finding.type === "hole") return [finding.first, finding.second].filter((path) => path !== null);
    return finding.type === "overlap" && finding.first !== null ? [finding.first] : [];
}
