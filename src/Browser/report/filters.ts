import { byId, make } from "../shared/dom";
import type { FindingList } from "./findings";
import type { Report } from "./report";
import { count, plural, wordsOfType } from "../shared/words";

/** What stands above the table: which types, which stream, which text. */
export class Filters {
    private readonly hidden = new Set<string>();
    private timer = 0;

    constructor(private readonly report: Report, private readonly list: FindingList, private readonly changed: () => void) {
        this.addTypes();
        this.addStreams();
        const search = byId<HTMLInputElement>("search");
        search.addEventListener("input", () => {
            clearTimeout(this.timer);
            this.timer = setTimeout(() => this.apply(() => list.search(search.value)), 100);
        });
        this.tellShown();
        this.tellKept();
        this.tellNone();
    }

    /** Takes all filters away, so that any finding can be seen. */
    clear(): void {
        this.hidden.clear();
        for (const box of byId("types").querySelectorAll("input")) box.checked = true;
        byId<HTMLSelectElement>("stream").value = "";
        byId<HTMLInputElement>("search").value = "";
        this.apply(() => {
            this.list.hideTypes(this.hidden);
            this.list.keepStream(undefined);
            this.list.search("");
        });
    }

    private apply(change: () => void): void {
        change();
        this.changed();
        this.tellShown();
    }

    private addTypes(): void {
        const counts = this.report.raw.summary?.findings ?? {};
        for (const [type, [one, many]] of Object.entries(wordsOfType)) {
            const number = counts[type] ?? 0;
            if (number === 0) continue;
            const box = make("input", { type: "checkbox", checked: "", value: type });
            box.addEventListener("change", () => {
                if (box.checked) this.hidden.delete(type);
                else this.hidden.add(type);
                this.apply(() => this.list.hideTypes(new Set(this.hidden)));
            });
            byId("types").append(make("label", { class: `chip ${type}` }, box, `${count(number)} ${number === 1 ? one : many}`));
        }
    }

    private addStreams(): void {
        const select = byId<HTMLSelectElement>("stream");
        select.append(make("option", { value: "" }, "All streams"));
        this.report.streams.forEach((stream, i) => select.append(make("option", { value: String(i + 1) }, stream.name)));
        select.addEventListener("change", () => this.apply(() => this.list.keepStream(this.report.streams[Number(select.value) - 1]?.name)));
    }

    private tellShown(): void {
        const shown = this.list.rows.length;
        const all = this.report.findings.length;
        byId("shown").textContent = shown === all ? plural(all, "finding") : `${count(shown)} of ${plural(all, "finding")}`;
    }

    /** A page without findings has a sentence, and neither a table nor filters. */
    private tellNone(): void {
        if (this.report.findings.length > 0) return;
        for (const hidden of document.querySelectorAll<HTMLElement>("#shown, .filters, #table, #print-table")) hidden.hidden = true;
        byId("none").hidden = false;
        byId("none").textContent = this.report.raw.summary?.complete ? "No findings." : "No findings in what was read.";
    }

    /** Says plainly what the page does not have. */
    private tellKept(): void {
        const totals = Object.entries(this.report.raw.summary?.findings ?? {});
        const total = totals.reduce((sum, [, number]) => sum + number, 0);
        const kept = this.report.findings.length;
        if (kept >= total) return;
        const parts = totals.flatMap(([type, number]) => {
            const here = this.report.findings.filter((finding) => finding.type === type).length;
            return here < number ? `${count(here)} of ${count(number)} ${wordsOfType[type][1]}` : [];
        });
        byId("kept").hidden = false;
        byId("kept").textContent = `This page has the ${count(kept)} worst of ${plural(total, "finding")}, the longest holes first: ${parts.join(", ")}. report.ndjson, beside it, has all.`;
    }
}
