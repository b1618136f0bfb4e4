import { make, name } from "../shared/dom";
import { count, durationInFull, plural } from "../shared/words";
import { linkOf } from "./holeSearch";
import { clock, momentOf } from "./moments";
import type { Hole } from "./types";
import { shortOf } from "./verdict";

const mostRows = 100;

/** The holes of what is seen, in words: what lanes tell by shapes and letters. */
export class HoleList {
    private readonly summary = make("summary", {}, "Holes");
    private readonly body = make("tbody");
    private readonly rest = make("p", { class: "quiet", hidden: "" });
    private shown?: Hole[] | "too many";

    readonly element: HTMLDetailsElement;

    constructor(private readonly pick: (hole: Hole) => void) {
        const columns = ["Start", "Stream", "Length", "Elsewhere", "Cause"];
        const head = make("thead", {}, make("tr", {}, ...columns.map((words) => make("th", { scope: "col" }, words))));
        const table = make("table", { class: "hole-table" }, head, this.body);
        const scroll = make("div", { class: "scroll", role: "region", "aria-label": "Holes seen", tabindex: "0" }, table);
        this.element = make("details", { id: "holes", class: "holes" }, this.summary, scroll, this.rest);
    }

    show(holes: Hole[] | "unknown" | "too many"): void {
        if (holes === "unknown" || areSame(holes, this.shown)) return;
        this.shown = holes;
        const focused = this.body.contains(document.activeElement) ? document.activeElement!.closest("tr")!.dataset.hole : undefined;
        const rows = holes === "too many" ? [] : holes;
        this.summary.textContent = holes === "too many" ? "More than 1,000 holes in what is seen: zoom in to list them" : `${plural(rows.length, "hole")} in what is seen`;
        this.body.replaceChildren(...rows.slice(0, mostRows).map((hole) => this.rowOf(hole)));
        if (focused !== undefined) this.focus(focused);
        this.rest.hidden = rows.length <= mostRows;
        this.rest.textContent = `… and ${count(rows.length - mostRows)} more: zoom in to list them.`;
    }

    /** Where its row is gone, the focus goes to what tells how many there are. */
    private focus(link: string): void {
        const row = [...this.body.rows].find(({ dataset }) => dataset.hole === link);
        (row?.querySelector("button") ?? this.summary).focus({ preventScroll: true });
    }

    private rowOf(hole: Hole): HTMLElement {
        const button = make("button", { type: "button", class: "link" }, clock.text(momentOf(hole.start)));
        button.addEventListener("click", () => this.pick(hole));
        return make(
            "tr",
            { "data-hole": linkOf(hole) },
            make("th", { scope: "row" }, button),
            make("td", {}, name(`${hole.channel}/${hole.quality}`)),
            make("td", {}, durationInFull(hole.microseconds)),
            make("td", {}, shortOf(hole)),
            make("td", {}, hole.cause ?? "–"),
        );
    }
}

function areSame(a: Hole[] | "too many", b: Hole[] | "too many" | undefined): boolean {
    return a === b || (Array.isArray(a) && Array.isArray(b) && a.length === b.length && a.every((hole, i) => hole === b[i]));
}
