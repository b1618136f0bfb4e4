import { make, name } from "../shared/dom";
import { durationInFull } from "../shared/words";
import { momentOf, since } from "./moments";
import type { Hole, Verdict } from "./types";

interface VerdictRow {
    word: string;
    /** What stands in lanes. */
    letter: string;
    /** What stands in lists. */
    short: string;
    words: string;
    /** Who has it. */
    names?: (verdict: Verdict) => string[];
}

type Judged = Pick<Hole, "microseconds" | "verdict">;

/** The best first. */
const rows: readonly VerdictRow[] = [
    { word: "fillable", letter: "F", short: "fillable", words: "can be filled from ", names: ({ replicas }) => replicas },
    { word: "lower", letter: "L", short: "other quality", words: "is there in another quality only, ", names: ({ qualities }) => qualities },
    { word: "unknown", letter: "?", short: "unknown", words: "may be somewhere: not every copy could say" },
    { word: "nowhere", letter: "N", short: "nowhere", words: "is nowhere" },
];

function present({ microseconds }: Verdict): VerdictRow[] {
    return rows.filter(({ word }) => microseconds[word] > 0);
}

/** How much of a hole the comparison says nothing of, as of one that has grown since. */
function untold(verdict: Verdict, { microseconds }: Judged): number {
    return microseconds - Object.values(verdict.microseconds).reduce((sum, part) => sum + part, 0);
}

/** What stands in a lane: the best that is said of a part of the hole, and whether that is not true of all of it. */
export function letterOf(hole: Judged): string {
    if (!hole.verdict) return "";
    const [best, ...more] = present(hole.verdict);
    return best ? `${best.letter}${more.length > 0 || untold(hole.verdict, hole) > 0 ? "+" : ""}` : "";
}

export function shortOf(hole: Judged): string {
    if (!hole.verdict) return "–";
    const said = present(hole.verdict).map(({ short }) => short);
    if (said.length === 0) return "not compared";
    return untold(hole.verdict, hole) > 0 ? `${said.join(", ")}, rest not compared` : said.join(", ");
}

/** Whether the same is said of two states of a hole, whenever they were compared. */
export function saysSame(a: Verdict | undefined, b: Verdict | undefined): boolean {
    const figures = (one: Verdict | undefined) => one && JSON.stringify([rows.map(({ word }) => one.microseconds[word]), one.replicas, one.qualities]);
    return figures(a) === figures(b);
}

/** What the letters say. */
export function letterLegend(): Node {
    const swatches = rows.flatMap(({ letter, short }) => [make("b", { class: "letter", "aria-hidden": "true" }, letter), ` ${short} `]);
    return make("li", {}, make("span", {}, ...swatches));
}

/** What the last comparison said of a hole, how long ago, and whether that is older than what is known of the hole itself. */
export function elsewhereOf(hole: Hole): Node {
    const { verdict, microseconds, lastSeen } = hole;
    if (!verdict) return make("span", {}, "not compared with other copies yet");
    const sentences: (Node | string)[] = [];
    for (const row of present(verdict)) {
        const part = verdict.microseconds[row.word];
        sentences.push(`${part === microseconds ? "all of it" : durationInFull(part)} ${row.words}`, ...namesOf(row.names?.(verdict) ?? []), "; ");
    }
    const rest = untold(verdict, hole);
    if (rest > 0) sentences.push(`${durationInFull(rest)} of it was not missing then, or not looked at; `);
    sentences.push("compared ", since(momentOf(verdict.compared)));
    if (momentOf(verdict.compared) < momentOf(lastSeen)) sentences.push(", before the last audit");
    return make("span", {}, ...sentences);
}

function namesOf(names: string[]): (Node | string)[] {
    return names.flatMap((one, i) => (i > 0 ? [", ", name(one)] : [name(one)]));
}
