/** What the host's addresses answer, as docs/serve.md has it. */

export interface PastRun {
    start: string;
    end: string | null;
    exit: number | null;
    failure: string | null;
}

export interface Archive {
    name: string;
    root: string;
    activity: "idle" | "waiting" | "running";
    since: string | null;
    hoursDone: number;
    hoursTotal: number;
    due: string | null;
    lastRun: PastRun | null;
}

export type Microseconds = Record<string, number>;

export interface Deltas {
    new: number;
    grown: number;
    shrunk: number;
    healed: number;
    lost: number;
    lostMicroseconds: number;
    corrupted: number;
    mended: number;
    excused?: number;
}

export interface StreamFigures {
    channel: string;
    quality: string;
    start: string;
    end: string;
    microseconds: Microseconds;
    holes: number;
    longestHole: { start: string; end: string } | null;
    lastEnd: string | null;
    silentSince: string | null;
    unverifiedFrom: string | null;
    deltas: Deltas;
}

export interface Streams {
    audited: string | null;
    streams: StreamFigures[];
}

export interface CoveredStream {
    channel: string;
    quality: string;
    start: string;
    end: string;
    microseconds: Microseconds;
    /** A character a column: the place of its worst class in the answer's classes, or - if nothing of it was audited. */
    worst: string;
    /** Columns that are not wholly of their worst class: the number, and the microseconds of each class. */
    mixed: number[][];
}

export interface CoverageAnswer {
    run: number | null;
    audited: string | null;
    from: string | null;
    to: string | null;
    columns: number;
    classes: string[];
    streams: CoveredStream[];
    more: boolean;
    cursor: string | null;
}

/** What another copy says of how a stream of it is covered. */
export interface CopyAnswer extends Pick<CoverageAnswer, "from" | "to" | "columns"> {
    /** Why it does not say. */
    cause: string | null;
    streams: Omit<CoveredStream, "microseconds">[];
}

/** What the last comparison with other copies said of a hole. */
export interface Verdict {
    compared: string;
    microseconds: Microseconds;
    replicas: string[];
    qualities: string[];
}

export interface Hole {
    channel: string;
    quality: string;
    start: string;
    end: string;
    microseconds: number;
    state: "open" | "healed" | "left" | "excused";
    firstSeen: string;
    lastSeen: string;
    closed: string | null;
    cause?: string;
    verdict?: Verdict;
}

export interface Holes {
    holes: Hole[];
    more: boolean;
    cursor: string | null;
}

export interface Replicas {
    replicas: { name: string; compared: string | null; missing: number; extra: number; complete: boolean; cause: string | null }[];
    /** From where missing time can be filled. */
    holes: { count: number; microseconds: Microseconds } | null;
    compared: string | null;
}

export interface CorruptFiles {
    corrupt: CorruptFile[];
    more: boolean;
    cursor: string | null;
}

export interface CorruptFile {
    channel: string;
    quality: string;
    path: string;
    start: string;
    end: string;
    selected: boolean;
    causes: { cause: string }[];
}
