/** What is done about an archive beside auditing it, as docs/serve.md has it. */

export interface Verification {
    activity: "idle" | "waiting" | "running";
    since: string | null;
    files: number;
    bytes: number;
    bytesTotal: number | null;
    corrupt: number;
    due: string | null;
    failure: string | null;
    last: { start: string; end: string | null; status: string; checked: number; bytes: number; corrupt: number; unreadable: number } | null;
}

export interface Filled {
    wanted: number;
    published: number;
    mismatches: number;
    unfillable: number;
    bytes: number;
    holesClosedMicroseconds: number;
    complete: boolean;
}

export interface Filling {
    activity: "idle" | "comparing" | "filling" | "planning";
    /** What is asked for and has not begun. */
    asked: "filling" | "planning" | null;
    since: string | null;
    hours: number;
    wanted: number;
    done: number;
    bytes: number;
    onlyWhenAsked: boolean;
    next: string | null;
    failure: string | null;
    ended: string | null;
    last: Filled | null;
    planned: string | null;
    planFailure: string | null;
}

export interface Work {
    name: string;
    /** Null where files are not verified. */
    verification: Verification | null;
    /** Null where nothing is filled. */
    filling: Filling | null;
    /** When it was last compared with its other copies. */
    compared: string | null;
}

export interface PlannedHole {
    channel: string;
    quality: string;
    start: string;
    end: string;
    closedMicroseconds: number;
    replicas: string[];
}

export interface Plan {
    made: string;
    files: number;
    bytes: number | null;
    bytesExact: boolean;
    closedMicroseconds: number;
    holeCount: number;
    holes: PlannedHole[];
    replicas: { name: string; files: number }[];
    cause: string | null;
    maxFiles: number | null;
}

export interface PlanAnswer {
    activity: "idle" | "planning";
    failure: string | null;
    plan: Plan | null;
}
