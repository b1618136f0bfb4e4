import { Coverage } from "../shared/coverage";
import { Clock, plural, wordsOfType } from "../shared/words";

/** Microseconds by class. */
export type Classes = Record<"full" | "suspect" | "partial" | "missing" | "unknown", number> & { off?: number };

export interface Summary {
    hours: number;
    complete: boolean;
    exit: number;
    elapsedMicroseconds?: number;
    entries: Record<string, number>;
    microseconds: Classes;
    findings: Record<string, number>;
}

interface RawStream {
    name: number;
    start?: number;
    length?: number;
    lastEnd?: number;
    hours: number;
    entries: number;
    microseconds: Classes;
    holes: number;
    degraded: number;
    overlaps: number;
    discontinuities: number;
    longestHole: number;
    spans: number[];
    /** Where selected segments are known to be corrupt: start and length of each range; only if there are any. */
    corrupt?: number[];
    /** Of each that is known: how long after the one before it starts, how long it is, and its kind. */
    segments: number[];
}

type RawFinding = [type: string, stream: number | null, start: number | null, length: number | null, first: string | null, second: string | null, origin?: string];

interface RawReport {
    originHour: number;
    version?: string;
    root?: string;
    started?: string;
    toleranceMicroseconds?: number;
    stepMicroseconds: number;
    hasAllSegments: boolean;
    /** Whether spans have a seventh number, what is off. */
    hasOff?: boolean;
    summary?: Summary;
    changes: Record<string, { count: number; microseconds: number }>;
    streams: RawStream[];
    findings: RawFinding[];
    names: [channel: string, quality: string][];
}

export interface Stream extends Omit<RawStream, "name" | "spans"> {
    name: string;
    coverage?: Coverage;
    /** Numbers of its findings that have a place in time, by start. */
    timed: Finding[];
}

export class Finding {
    private searched?: string;

    constructor(
        readonly number: number,
        readonly type: string,
        readonly stream: string | null,
        readonly start: number | null,
        readonly length: number | null,
        readonly first: string | null,
        readonly second: string | null,
        /** Of a loss, where it came from, if that is known. */
        readonly origin: string | undefined,
        private readonly clock: Clock,
    ) {}

    get end(): number {
        return (this.start ?? 0) + (this.length ?? 0);
    }

    /** What stands behind `#` to come here: the same in every report that has the finding. */
    get link(): string {
        const parts = this.stream === null ? [] : this.stream.split("/");
        if (this.type === "hole" || this.type === "degraded") parts.push(this.clock.exact(this.start!));
        else if (this.type !== "silent" && this.type !== "future") parts.push(...(this.first ?? "").split("/"));
        return `${this.type}=${parts.map((part) => encodeURIComponent(part).replaceAll("%3A", ":")).join("/")}`;
    }

    /** What a person would say of it, beside type, stream and time. */
    get details(): string {
        switch (this.type) {
            case "hole":
                return `${this.first === null ? "no segment before" : `after ${this.first}`}, ${this.second === null ? "none behind" : `before ${this.second}`}`;
            case "degraded":
                return `${this.first} only`;
            case "overlap":
                return `starts too early: ${this.first ?? ""}`;
            case "empty":
                return `no content: ${this.first ?? ""}`;
            case "silent":
                return this.first === null ? "ended although it was expected" : `ended while ${this.first} went on`;
            case "future":
                return `${plural(Number(this.first), "segment")} after the moment of the audit`;
            default:
                return `${this.type === "bad" ? "name" : "path"} ${this.first}: ${this.second}`;
        }
    }

    /** Whether a text, made ready by {@link searchable}, occurs in it. */
    has(text: string): boolean {
        this.searched ??= searchable(`${wordsOfType[this.type][0]} ${this.stream ?? ""} ${this.start === null ? "" : this.clock.exact(this.start)} ${this.details}`);
        return this.searched.includes(text);
    }
}

/** Small letters, and times as people write them. */
export function searchable(text: string): string {
    return text.trim().toLowerCase().replace(/(\d)t(?=\d)/g, "$1 ");
}

export class Report {
    readonly clock: Clock;
    readonly streams: Stream[];
    readonly findings: Finding[];
    readonly start: number;
    readonly end: number;
    private byLink?: Map<string, Finding>;

    constructor(readonly raw: RawReport) {
        this.clock = new Clock(raw.originHour);
        const names = raw.names.map(([channel, quality]) => `${channel}/${quality}`);
        this.findings = raw.findings.map(
            ([type, stream, start, length, first, second, origin], i) =>
                new Finding(i, type, stream === null ? null : names[stream], start, length, first, second, origin, this.clock),
        );
        this.streams = raw.streams.map(({ name, spans, ...figures }) => ({
            ...figures,
            name: names[name],
            coverage: figures.start === undefined ? undefined : new Coverage(figures.start, figures.length!, spans, raw.hasOff ? 7 : undefined),
            timed: [],
        }));
        const byName = new Map(this.streams.map((stream) => [stream.name, stream]));
        for (const finding of this.findings) if (finding.start !== null) byName.get(finding.stream!)?.timed.push(finding);
        for (const stream of this.streams) stream.timed.sort((a, b) => a.start! - b.start!);
        const audited = this.streams.flatMap((stream) => stream.coverage ?? []).filter((coverage) => coverage.end > coverage.start);
        this.start = audited.reduce((least, coverage) => Math.min(least, coverage.start), Infinity);
        this.end = audited.reduce((most, coverage) => Math.max(most, coverage.end), -Infinity);
        if (audited.length === 0) [this.start, this.end] = [0, 3600e6];
    }

    static read(): Report {
        return new Report(JSON.parse(document.getElementById("data")!.textContent!) as RawReport);
    }

    find(link: string): Finding | undefined {
        this.byLink ??= new Map(this.findings.map((finding) => [finding.link, finding]));
        return this.byLink.get(link);
    }
}
