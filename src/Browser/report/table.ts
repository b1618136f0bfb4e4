import { elementScroll, observeElementOffset, observeElementRect, Virtualizer } from "@tanstack/virtual-core";
import { byId, make, name } from "../shared/dom";
import type { FindingList, SortKey } from "./findings";
import type { Finding, Report } from "./report";
import { duration, durationInFull, wordsOfType } from "../shared/words";

const rowHeight = 40;

/** As many as are seen at once, with the headings. */
const mostRows = 13;

export const headings: [key: SortKey, text: string][] = [
    ["type", "Type"],
    ["stream", "Stream"],
    ["start", "Start"],
    ["end", "End"],
    ["length", "Length"],
    ["details", "Details"],
];

/** The cells of a finding, each as tall as one line. */
export function cellsOf(finding: Finding, report: Report, link: HTMLElement): HTMLElement[] {
    if (finding.start === null) link.append("no time");
    else link.append(...timeOf(report.clock.text(finding.start)));
    return [
        make("td", { class: "type" }, make("span", { class: `tag ${finding.type}` }, wordsOfType[finding.type][0])),
        make("td", { class: "stream" }, finding.stream === null ? "" : name(finding.stream)),
        make("td", { class: "start" }, link),
        make("td", { class: "end" }, ...(finding.start === null ? [] : timeOf(report.clock.text(finding.end)))),
        finding.length === null ? make("td", { class: "length" }) : lengthOf(finding.length),
        make("td", { class: "details" }, name(finding.details)),
    ];
}

/** A time whose day goes where there is no room for it. */
function timeOf(text: string): Node[] {
    const [day, time] = text.split(" ");
    return [make("span", { class: "roomy" }, `${day} `), document.createTextNode(time)];
}

/** A length in full; the style sheet puts it in short where there is no room for that. */
function lengthOf(microseconds: number): HTMLElement {
    return make("td", { class: "length", "data-short": duration(microseconds) }, make("span", { class: "roomy" }, durationInFull(microseconds)));
}

/** The table of findings: however many there are, only the rows in sight are in the document. */
export class FindingTable {
    private readonly body = make("tbody");
    private readonly table = make("table", { class: "findings", "aria-labelledby": "findings-title" });
    private readonly scroller = make("div", { class: "scroller" }, this.table);
    private readonly heads = new Map<SortKey, HTMLTableCellElement>();
    private readonly virtualizer: Virtualizer<HTMLElement, HTMLElement>;
    private rows: Finding[] = [];
    private active = 0;

    /** The row to go to, which comes into the document only once the table has been scrolled there. */
    private pending?: number;
    private isToBeFocused = false;
    private selected?: Finding;

    constructor(private readonly report: Report, private readonly list: FindingList) {
        this.table.append(make("thead", {}, make("tr", { "aria-rowindex": "1" }, ...headings.map(([key, text]) => this.heading(key, text)))), this.body);
        byId("table").append(this.scroller);
        this.virtualizer = new Virtualizer<HTMLElement, HTMLElement>({
            count: 0,
            getScrollElement: () => this.scroller,
            estimateSize: () => rowHeight,
            overscan: 8,
            scrollPaddingStart: rowHeight,
            observeElementRect,
            observeElementOffset,
            scrollToFn: elementScroll,
            onChange: () => this.render(),
        });
        this.virtualizer._didMount();
        this.virtualizer._willUpdate();
        this.body.addEventListener("keydown", (event) => this.press(event));
        this.body.addEventListener("click", (event) => this.click(event));
        this.refresh();
    }

    /** Asks the list anew. */
    refresh(): void {
        this.rows = this.list.rows;
        this.active = Math.max(0, this.selected ? this.rows.indexOf(this.selected) : 0);
        this.pending = undefined;
        this.scroller.style.height = `${(Math.min(mostRows - 1, Math.max(1, this.rows.length)) + 1) * (rowHeight + 1) + 2}px`;
        this.table.setAttribute("aria-rowcount", String(this.rows.length + 1));
        const { key, descending } = this.list.sort;
        for (const [id, head] of this.heads) head.setAttribute("aria-sort", id !== key ? "none" : descending ? "descending" : "ascending");
        this.virtualizer.setOptions({ ...this.virtualizer.options, count: this.rows.length });
        this.virtualizer._willUpdate();
        this.virtualizer.measure();
        this.render();
    }

    /** Marks a finding, and brings it into sight if it is in the list. */
    select(finding: Finding | undefined): void {
        this.selected = finding;
        const index = finding ? this.rows.indexOf(finding) : -1;
        if (index >= 0) this.goTo(index);
        else this.render();
    }

    private heading(key: SortKey, text: string): HTMLElement {
        const button = make("button", { type: "button" }, text);
        button.addEventListener("click", () => {
            this.list.toggleSort(key);
            this.scroller.scrollTop = 0;
            this.refresh();
        });
        const head = make("th", { scope: "col", class: key }, button);
        this.heads.set(key, head);
        return head;
    }

    private render(): void {
        this.isToBeFocused ||= this.body.contains(document.activeElement);
        const items = this.virtualizer.getVirtualItems();
        const before = items[0]?.start ?? 0;
        const after = this.virtualizer.getTotalSize() - (items.at(-1)?.end ?? 0);
        const isHere = (row: number | undefined) => items.some(({ index }) => index === row);
        if (isHere(this.pending)) [this.active, this.pending] = [this.pending!, undefined];
        if (!isHere(this.active)) this.active = items[Math.min(8, items.length - 1)]?.index ?? 0;
        this.body.replaceChildren(spacer(before), ...items.map(({ index }) => this.row(index)), spacer(after));
        if (this.rows.length === 0) this.body.replaceChildren(make("tr", {}, make("td", { colspan: String(headings.length), class: "none" }, "Nothing of that kind.")));
        if (!this.isToBeFocused || this.pending !== undefined) return;
        this.isToBeFocused = false;
        this.body.querySelector<HTMLElement>("a[tabindex='0']")?.focus({ preventScroll: true });
    }

    private goTo(index: number): void {
        this.pending = index;
        this.virtualizer.scrollToIndex(index, { align: "auto" });
        this.render();
    }

    private row(index: number): HTMLElement {
        const finding = this.rows[index];
        const link = make("a", { href: `#${finding.link}`, tabindex: index === this.active ? "0" : "-1" });
        const row = make("tr", { "aria-rowindex": String(index + 2), "data-index": String(index) }, ...cellsOf(finding, this.report, link));
        if (finding === this.selected) row.setAttribute("aria-current", "true");
        return row;
    }

    /** Arrows and the like move the one link of the table that Tab stops at. */
    private press(event: KeyboardEvent): void {
        const last = this.rows.length - 1;
        const to: Record<string, number> = { ArrowDown: this.active + 1, ArrowUp: this.active - 1, PageDown: this.active + 10, PageUp: this.active - 10, Home: 0, End: last };
        if (!(event.key in to) || event.ctrlKey || event.metaKey || event.altKey) return;
        event.preventDefault();
        this.goTo(Math.max(0, Math.min(last, to[event.key])));
    }

    /** A row does what its link does. */
    private click(event: MouseEvent): void {
        const target = event.target as HTMLElement;
        if (target.closest("a") || getSelection()?.isCollapsed === false) return;
        target.closest("tr")?.querySelector("a")?.click();
    }
}

function spacer(height: number): HTMLElement {
    const row = make("tr", { class: "spacer", "aria-hidden": "true" }, make("td"));
    row.style.height = `${height}px`;
    return row;
}
