import { byId, make, name } from "../shared/dom";
import { legend } from "../shared/legend";
import type { Finding, Report, Stream, Summary } from "./report";
import { count, duration, percent, plural } from "../shared/words";

/** What stands at the top: how it ended, and the figures of the whole archive. */
export function showSummary(report: Report): void {
    const { raw, streams } = report;
    const subtitle = byId("subtitle");
    if (raw.root !== undefined) subtitle.append(name(raw.root), " · ");
    subtitle.append(streams.some((stream) => stream.coverage) ? `${report.clock.toSecond(report.start)} – ${report.clock.toSecond(report.end)} UTC` : "nothing was audited");
    byId("made").textContent = `SegmentPipeline ${raw.version ?? ""}.${raw.started === undefined ? "" : ` Audited ${raw.started.slice(0, 19).replace("T", " ")} UTC.`} Gaps and overlaps up to ${duration(raw.toleranceMicroseconds ?? 0)} are contiguous. report.ndjson, beside this page, has every record.`;
    const [state, words] = verdict(raw.summary, report);
    byId("verdict").className = `banner ${state}`;
    byId("verdict").replaceChildren(make("strong", {}, words[0]), ` ${words[1]}`);
    if (raw.summary) byId("cards").append(...cards(raw.summary, report));
}

function verdict(summary: Summary | undefined, report: Report): [state: string, words: [string, string]] {
    const missing = summary ? `${plural(summary.findings.hole, "hole")} in ${plural(report.streams.filter((stream) => stream.holes > 0).length, "stream")}, ${duration(summary.microseconds.missing)} missing.` : "";
    if (!summary) return ["warn", ["Broken off.", "The audit did not end."]];
    if (summary.findings.unreadable > 0) return ["warn", ["Incomplete.", `${plural(summary.findings.unreadable, "place")} could not be read; figures are lower bounds. ${missing}`]];
    if (!summary.complete) return ["warn", ["Incomplete.", `Not everything was read; figures are lower bounds. ${missing}`]];
    if (summary.exit === 4) return ["bad", [lost(report), `since the last complete run. ${missing}`]];
    if (total(summary.microseconds) === 0) return ["bad", ["Nothing was audited.", report.streams.length === 0 ? "The archive has no streams." : "No stream has any time in its window."]];
    const silent = summary.findings.silent > 0 ? ` ${plural(summary.findings.silent, "stream")} ended long before another quality of the same channel, or before what is expected.` : "";
    if (summary.findings.hole > 0) return ["bad", ["Holes.", missing + silent]];
    if (silent !== "") return ["bad", ["Silent.", `No holes, but${silent}`]];
    if (summary.findings.corrupt > 0) return ["bad", ["Corrupt.", `No holes, but ${plural(summary.findings.corrupt, "corrupt file")}, as a verification found.`]];
    return ["good", ["No holes.", "Everything that was audited is covered."]];
}

/** What a run lost: time that nothing covers any more, or else segments that cannot be played any more. */
function lost({ raw }: Report): string {
    return raw.changes.lost || !raw.changes.corrupted ? "Coverage was lost" : "Selected segments were found corrupt";
}

function total({ full, suspect, partial, missing, unknown, off = 0 }: Summary["microseconds"]): number {
    return full + suspect + partial + missing + unknown + off;
}

function cards(summary: Summary, { raw, streams, findings }: Report): Node[] {
    const { full, suspect, partial, missing, unknown, off = 0 } = summary.microseconds;
    const covered = full + suspect + partial;
    const total = covered + missing + unknown;
    const list: [string, string, Node | string][] = [
        ["Covered", percent(covered, total), `${duration(covered)} of ${duration(total)}`],
        ["Missing", duration(missing), longestOf(findings)],
        ["Holes", count(summary.findings.hole), `in ${count(streams.filter((stream) => stream.holes > 0).length)} of ${plural(streams.length, "stream")}`],
        ["Degraded", duration(suspect + partial), `${duration(suspect)} suspect, ${duration(partial)} partial`],
    ];
    if (unknown > 0) list.push(["Unknown", duration(unknown), "could not be read"]);
    if (off > 0) list.push(["Off", duration(off), "neither covered nor expected"]);
    list.push(["Hours read", count(summary.hours), `${entriesOf(summary)}${summary.elapsedMicroseconds === undefined ? "" : ` in ${duration(summary.elapsedMicroseconds)}`}`]);
    const changes = Object.entries(raw.changes).map(([change, { count: number }]) => `${count(number)} ${change}`);
    if (changes.length > 0) list.push(["Since the last run", changes[0], changes.slice(1).join(", ") || "nothing else"]);
    return list.map(([term, figure, note]) =>
        make("div", { class: "card" }, make("dt", {}, term), make("dd", { class: "figure" }, figure), make("dd", { class: "quiet" }, note)),
    );
}

/** A link to the longest hole. */
function longestOf(findings: Finding[]): Node | string {
    const holes = findings.filter((finding) => finding.type === "hole");
    if (holes.length === 0) return "no holes";
    const longest = holes.reduce((most, hole) => (hole.length! > most.length! ? hole : most));
    return make("a", { href: `#${longest.link}` }, `longest hole ${duration(longest.length!)}`);
}

function entriesOf(summary: Summary): string {
    const all = Object.values(summary.entries).reduce((sum, number) => sum + number, 0);
    return plural(all, "entry", "entries");
}

const figures: [heading: string, of: (stream: Stream) => number, text: (figure: number) => string][] = [
    ["Missing", ({ microseconds }) => microseconds.missing, duration],
    ["Holes", ({ holes }) => holes, count],
    ["Longest hole", ({ longestHole }) => longestHole, duration],
    ["Unknown", ({ microseconds }) => microseconds.unknown, duration],
    ["Off", ({ microseconds }) => microseconds.off ?? 0, duration],
    ["Suspect", ({ microseconds }) => microseconds.suspect, duration],
    ["Partial", ({ microseconds }) => microseconds.partial, duration],
    ["Overlaps", ({ overlaps }) => overlaps, count],
    ["Discontinuities", ({ discontinuities }) => discontinuities, count],
    ["Hours", ({ hours }) => hours, count],
    ["Entries", ({ entries }) => entries, count],
];

/** The figures of each stream; columns in which nobody has anything are left out. */
export function showStreams({ streams, clock }: Report): void {
    const shown = figures.filter(([, of]) => streams.some((stream) => of(stream) > 0));
    const rows = streams.map((stream) => {
        const { full, suspect, partial, missing, unknown } = stream.microseconds;
        const covered = full + suspect + partial;
        const cells = shown.map(([, of, text]) => (of(stream) > 0 ? make("td", {}, text(of(stream))) : make("td", { class: "quiet" }, "–")));
        const end = make("td", {}, stream.lastEnd === undefined ? "–" : clock.toSecond(stream.lastEnd));
        return make("tr", {}, make("th", { scope: "row" }, name(stream.name)), make("td", {}, percent(covered, covered + missing + unknown)), ...cells, end);
    });
    const heads = ["Stream", "Covered", ...shown.map(([heading]) => heading), "Ends"].map((heading) => make("th", { scope: "col" }, heading));
    byId("stream-table").append(make("table", { class: "streams" }, make("thead", {}, make("tr", {}, ...heads)), make("tbody", {}, ...rows)));
}

export function showLegend({ streams }: Report): void {
    byId("legend").append(...legend({ off: streams.some(({ microseconds }) => microseconds.off), corrupt: streams.some(({ corrupt }) => corrupt) }));
}
