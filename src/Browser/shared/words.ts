// Times, durations and counts for people. Times are microseconds from the report's origin.

const second = 1e6;
const minute = 60 * second;
const hour = 60 * minute;
const day = 24 * hour;

const counts = new Intl.NumberFormat("en-US");

export const wordsOfType: Record<string, [one: string, many: string]> = {
    silent: ["silent stream", "silent streams"],
    hole: ["hole", "holes"],
    unreadable: ["unreadable", "unreadable"],
    degraded: ["degraded", "degraded"],
    overlap: ["overlap", "overlaps"],
    corrupt: ["corrupt file", "corrupt files"],
    empty: ["empty segment", "empty segments"],
    future: ["in the future", "in the future"],
    bad: ["bad name", "bad names"],
    stray: ["stray", "strays"],
    "stale-ledger": ["stale ledger", "stale ledger"],
};

/** The types as the library ranks them. */
export const worstFirst = ["silent", "hole", "corrupt", "unreadable", "stale-ledger", "future", "empty", "degraded", "overlap", "bad", "stray"];

export function count(value: number): string {
    return counts.format(value);
}

export function plural(value: number, one: string, many = one + "s"): string {
    return `${count(value)} ${value === 1 ? one : many}`;
}

/** Two units at most, never rounded up. */
export function duration(microseconds: number): string {
    return durationWords(microseconds).replaceAll(" ", "\u00a0");
}

/** All units of it but those of less than a tenth of a second, never rounded up; below a minute as {@link duration} has it. */
export function durationInFull(microseconds: number): string {
    const us = Math.floor(microseconds);
    if (us < minute) return duration(us);
    const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
    const tenths = Math.floor((us % second) / 1e5);
    const seconds = `${two((us % minute) / second)}${tenths ? `.${tenths}` : ""} s`;
    const larger = [
        us >= day ? `${count(Math.floor(us / day))} d` : "",
        us >= hour ? `${us >= day ? two((us % day) / hour) : Math.floor(us / hour)} h` : "",
        `${us >= hour ? two((us % hour) / minute) : Math.floor(us / minute)} m`,
    ];
    return [...larger, seconds].filter(Boolean).join(" ").replaceAll(" ", "\u00a0");
}

function durationWords(microseconds: number): string {
    const two = (value: number) => String(Math.floor(value)).padStart(2, "0");
    const three = (value: number) => String(Math.floor(value)).padStart(3, "0");
    const us = Math.floor(microseconds);
    if (us === 0) return "0 s";
    if (us < 1000) return `${us} µs`;
    if (us < second) return `${Math.floor(us / 1000)}.${three(us % 1000)} ms`;
    if (us < minute) return `${Math.floor(us / second)}.${three((us % second) / 1000)} s`;
    if (us < hour) return `${Math.floor(us / minute)} m ${two((us % minute) / second)} s`;
    if (us < day) return `${Math.floor(us / hour)} h ${two((us % hour) / minute)} m`;
    return `${count(Math.floor(us / day))} d ${two((us % day) / hour)} h`;
}

/** Three digits after the point; only what is covered wholly is 100 %, only what is not covered at all is 0 %. */
export function percent(part: number, whole: number): string {
    if (whole === 0) return "–";
    if (part === whole) return "100\u00a0%";
    if (part === 0) return "0\u00a0%";
    const thousandths = Math.floor((part / whole) * 100_000);
    if (thousandths === 0) return "<0.001\u00a0%";
    return `${(Math.min(thousandths, 99_999) / 1000).toFixed(3)}\u00a0%`;
}

/** Writes moments of one report. */
export class Clock {
    private readonly originMilliseconds: number;

    constructor(originHour: number) {
        this.originMilliseconds = originHour * 3_600_000;
    }

    date(microseconds: number): Date {
        return new Date(this.originMilliseconds + microseconds / 1000);
    }

    fromDate(date: Date): number {
        return (date.getTime() - this.originMilliseconds) * 1000;
    }

    /** As the formats have it: 2026-03-28T22:00:02.010000Z. */
    exact(microseconds: number): string {
        const whole = Math.floor(microseconds);
        const seconds = new Date(this.originMilliseconds + Math.floor(whole / 1e6) * 1000).toISOString().slice(0, -5);
        return `${seconds}.${String(((whole % 1e6) + 1e6) % 1e6).padStart(6, "0")}Z`;
    }

    /** For people, without digits that say nothing: 2026-03-28 22:00:02.010. */
    text(microseconds: number): string {
        return this.exact(microseconds).replace("T", " ").replace(/(\.000000|000)Z$|Z$/, "");
    }

    /** The same to the second. */
    toSecond(microseconds: number): string {
        return this.text(Math.floor(microseconds / 1e6) * 1e6);
    }
}
