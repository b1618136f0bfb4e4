import type { View } from "../shared/lane";
import type { Finding, Report } from "./report";

/** The holes of all streams on one line of time, to go along. */
export class Holes {
    private readonly holes: Finding[];

    constructor(private readonly report: Report) {
        this.holes = report.findings.filter((finding) => finding.type === "hole").sort((a, b) => a.start! - b.start! || a.number - b.number);
    }

    /** How many are in sight. */
    countWithin({ from, to }: View): number {
        return this.holes.filter((hole) => hole.start! < to && hole.end > from).length;
    }

    /** The next or the previous one, from the selected one, or from the middle of what is seen; around the ends. */
    beside(selected: Finding | undefined, { from, to }: View, direction: 1 | -1): Finding | undefined {
        const count = this.holes.length;
        const at = selected?.type === "hole" ? this.holes.indexOf(selected) : -1;
        if (at >= 0) return this.holes[(at + direction + count) % count];
        const isWhole = from <= this.report.start && to >= this.report.end;
        const after = isWhole ? 0 : this.holes.findIndex((hole) => hole.start! >= (from + to) / 2);
        const next = after < 0 ? count : after;
        return this.holes[(direction > 0 ? next : next - 1 + count) % count];
    }
}
