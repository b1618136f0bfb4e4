import { Class, classes } from "../shared/classes";
import { Coverage } from "../shared/coverage";
import { momentOf } from "./moments";
import type { CoverageAnswer, CoveredStream } from "./types";

/** What the host says of a stream, as lanes draw it: each column that is not wholly full is a span. Time between its ends that was not audited is off. */
export function coverageOf(answer: Pick<CoverageAnswer, "from" | "to" | "columns">, stream: Omit<CoveredStream, "microseconds">): Coverage {
    const [from, to] = [momentOf(answer.from!), momentOf(answer.to!)];
    const [start, end] = [Math.max(from, momentOf(stream.start)), Math.min(to, momentOf(stream.end))];
    const spans: number[] = [];
    const mixed = new Map(stream.mixed.map(([column, ...parts]) => [column, parts]));
    const boundary = (column: number) => from + Math.floor(((to - from) * column) / answer.columns);
    for (let column = 0, open = -1; column < answer.columns; column++) {
        const [left, right] = [Math.max(start, boundary(column)), Math.min(end, boundary(column + 1))];
        if (right <= left) continue;
        const parts = mixed.get(column);
        const letter = stream.worst[column];
        const kind = letter === "-" ? Class.Off : Number(letter);
        if (!parts && kind === open) {
            spans[spans.length - classes.length + kind] += right - left;
            continue;
        }
        open = parts || kind === Class.Full ? -1 : kind;
        if (!parts && kind === Class.Full) continue;
        spans.push(left, ...classes.map((_, i) => parts?.[i] ?? (i === kind ? right - left : 0)));
        if (parts) spans[spans.length - classes.length + Class.Off] += Math.max(0, right - left - parts.reduce((sum, part) => sum + part));
    }
    return new Coverage(start, Math.max(0, end - start), spans, 1 + classes.length);
}

/** The first column of which anything is covered; -1 if there is none. */
export function firstCovered({ worst, mixed }: CoveredStream): number {
    const covers = (kind: number) => kind === Class.Full || kind === Class.Suspect || kind === Class.Partial;
    const whole = [...worst].findIndex((letter) => letter !== "-" && covers(Number(letter)));
    const part = mixed.find(([, ...parts]) => parts.some((length, kind) => length > 0 && covers(kind)))?.[0] ?? -1;
    return whole < 0 || part < 0 ? Math.max(whole, part) : Math.min(whole, part);
}
