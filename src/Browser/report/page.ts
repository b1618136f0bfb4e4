import { Detail } from "./detail";
import { byId } from "../shared/dom";
import { Filters } from "./filters";
import { FindingList } from "./findings";
import { CoverageMap } from "./map";
import { preparePrinting } from "./print";
import { Report, type Finding } from "./report";
import { showLegend, showStreams, showSummary } from "./summary";
import { FindingTable } from "./table";
import { Theme } from "../shared/theme";

const report = Report.read();
showSummary(report);
showLegend(report);
showStreams(report);
for (const id of ["map", "streams"]) byId(id).hidden = report.streams.length === 0;

const list = new FindingList(report.findings);
const table = new FindingTable(report, list);
const filters = new Filters(report, list, () => table.refresh());
const map = new CoverageMap(report, go);
const detail = new Detail(report, () => (location.hash = ""));
const theme = new Theme(() => map.recolour(false));
preparePrinting(report, list, theme, (isForPaper) => map.recolour(isForPaper));

let isFromTable = false;

/** Selecting is following a link, so that going back is possible. */
function go(finding: Finding): void {
    if (location.hash === `#${finding.link}`) follow();
    else location.hash = finding.link;
}

function follow(): void {
    const link = location.hash.slice(1);
    const finding = link.includes("=") ? report.find(link) : undefined;
    if (finding && !list.rows.includes(finding)) filters.clear();
    if (finding) detail.show(finding);
    else if (link.includes("=")) detail.showUnknown(link);
    else detail.hide();
    table.select(finding);
    map.show(finding);
    if (isFromTable && finding) detail.reveal();
    isFromTable = false;
}

// What is selected in the table is told above it, perhaps out of sight.
byId("table").addEventListener("click", (event) => (isFromTable = (event.target as Element).closest("tbody") !== null), { capture: true });

addEventListener("hashchange", follow);
follow();
