import type { Clock } from "./words";

/** A segment; only those that findings name have a path. */
export interface KnownSegment {
    path?: string;
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
