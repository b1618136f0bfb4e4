import { byId, make } from "../shared/dom";
import type { FindingList } from "./findings";
import type { Report } from "./report";
import { cellsOf, headings } from "./table";
import type { Theme } from "../shared/theme";
import { count, plural } from "../shared/words";

/** As many findings as anybody would want on paper. */
const mostRows = 500;

/** On paper stand the first findings of the table, all in the document, and the map in the colours of paper. */
export function preparePrinting(report: Report, list: FindingList, theme: Theme, redraw: (isForPaper: boolean) => void): void {
    const home = byId("print-table");
    const before = () => {
        const rows = list.rows;
        const table = make(
            "table",
            { class: "findings" },
            make("thead", {}, make("tr", {}, ...headings.map(([key, text]) => make("th", { class: key }, text)))),
            make("tbody", {}, ...rows.slice(0, mostRows).map((finding) => make("tr", {}, ...cellsOf(finding, report, make("span"))))),
        );
        const note = rows.length > mostRows ? `The first ${count(mostRows)} of ${plural(rows.length, "finding")}.` : "";
        home.replaceChildren(table, make("p", { class: "quiet" }, note));
        theme.startPrinting();
        redraw(true);
    };
    const after = () => {
        home.replaceChildren();
        theme.endPrinting();
        redraw(false);
    };
    addEventListener("beforeprint", before);
    addEventListener("afterprint", after);
    matchMedia("print").addEventListener("change", (event) => (event.matches ? before() : after()));
}
