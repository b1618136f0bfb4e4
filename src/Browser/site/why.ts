import { make, name } from "../shared/dom";
import { durationInFull } from "../shared/words";

interface Neighbour {
    segment: string;
    kind: string;
}

interface Entry {
    path: string;
    fate: string;
    by: string | null;
    rule: string | null;
    cause: string | null;
}

/** What the host says of why a moment is covered as it is; docs/formats.md has its fields. */
export interface Explanation {
    place: string;
    class: string | null;
    microseconds: number | null;
    hoursWithoutDirectory: number | null;
    before: Neighbour | null;
    after: Neighbour | null;
    entries: Entry[];
    entriesLeftOut: number;
    unreadable: { path: string; cause: string }[];
}

export function whyOf(why: Explanation): HTMLElement {
    const sentences: (Node | string)[] = [];
    if (why.class === null) sentences.push(`As the disk is now, the moment lies ${why.place.replaceAll("-", " ")}. `);
    else sentences.push(`As the disk is now: ${why.class}${why.microseconds === null ? "" : `, for ${durationInFull(why.microseconds)}`}. `);
    if (why.hoursWithoutDirectory) sentences.push(`${why.hoursWithoutDirectory} of its hours have no directory. `);
    if (why.before) sentences.push("Before it: ", name(why.before.segment), ". ");
    if (why.after) sentences.push("After it: ", name(why.after.segment), ". ");
    for (const { path, cause } of why.unreadable) sentences.push("Could not be read: ", name(path), ` (${cause}). `);
    const rows = why.entries.map(({ path, fate, by, rule, cause }) =>
        make("tr", {}, make("th", { scope: "row" }, name(path)), make("td", {}, fate), make("td", {}, name(by === null ? (cause ?? "") : `${rule ? `by ${rule}: ` : ""}${by}`))),
    );
    const left = why.entriesLeftOut > 0 ? [make("p", { class: "quiet" }, `${why.entriesLeftOut} more entries are near.`)] : [];
    const table = rows.length === 0 ? [] : [make("div", { class: "scroll", role: "region", "aria-label": "Entries near it", tabindex: "0" }, make("table", { class: "entries" }, make("tbody", {}, ...rows)))];
    return make("div", {}, make("p", {}, ...sentences), ...table, ...left);
}
