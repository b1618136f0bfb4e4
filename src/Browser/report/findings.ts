import {
    columnFilteringFeature,
    constructTable,
    createColumnHelper,
    createFilteredRowModel,
    createSortedRowModel,
    globalFilteringFeature,
    rowSortingFeature,
    tableFeatures,
} from "@tanstack/table-core";
import { storeReactivityBindings } from "@tanstack/table-core/store-reactivity-bindings";
import { searchable, type Finding } from "./report";
import { worstFirst } from "../shared/words";

export type SortKey = "type" | "stream" | "start" | "end" | "length" | "details";

const features = tableFeatures({
    coreReactivityFeature: storeReactivityBindings(),
    columnFilteringFeature,
    globalFilteringFeature,
    rowSortingFeature,
    filteredRowModel: createFilteredRowModel(),
    sortedRowModel: createSortedRowModel(),
});

const rank = (finding: Finding) => worstFirst.indexOf(finding.type);
const byText = (a: string, b: string) => (a < b ? -1 : a > b ? 1 : 0);

type Compare = (a: { original: Finding }, b: { original: Finding }) => number;
const comparisons: Record<SortKey, Compare> = {
    type: ({ original: a }, { original: b }) => rank(a) - rank(b),
    stream: ({ original: a }, { original: b }) => byText(a.stream ?? "", b.stream ?? ""),
    start: ({ original: a }, { original: b }) => (a.start ?? Infinity) - (b.start ?? Infinity) || 0,
    end: ({ original: a }, { original: b }) => (a.start === null ? Infinity : a.end) - (b.start === null ? Infinity : b.end) || 0,
    length: ({ original: a }, { original: b }) => (a.length ?? -1) - (b.length ?? -1),
    details: ({ original: a }, { original: b }) => byText(a.details, b.details),
};

const helper = createColumnHelper<typeof features, Finding>();
const columns = helper.columns([
    helper.accessor((finding) => finding.type, {
        id: "type",
        sortFn: comparisons.type,
        filterFn: (row, _id, hidden: ReadonlySet<string>) => !hidden.has(row.original.type),
        enableGlobalFilter: true,
    }),
    helper.accessor((finding) => finding.stream ?? "", {
        id: "stream",
        sortFn: comparisons.stream,
        filterFn: (row, _id, wanted: string) => row.original.stream === wanted,
    }),
    helper.accessor((finding) => finding.start, { id: "start", sortFn: comparisons.start, sortDescFirst: false }),
    helper.accessor((finding) => finding.end, { id: "end", sortFn: comparisons.end, sortDescFirst: false }),
    helper.accessor((finding) => finding.length, { id: "length", sortFn: comparisons.length, sortDescFirst: true }),
    helper.accessor((finding) => finding.details, { id: "details", sortFn: comparisons.details }),
]);

/** The findings that are asked for, in the order that is asked for. */
export class FindingList {
    private readonly table;

    constructor(findings: Finding[]) {
        this.table = constructTable({
            features,
            columns,
            data: findings,
            getRowId: (finding) => String(finding.number),
            globalFilterFn: (row, _id, text: string) => row.original.has(text),
            getColumnCanGlobalFilter: (column) => column.id === "type",
            enableSortingRemoval: false,
            initialState: { sorting: [{ id: "length", desc: true }] },
        });
    }

    get rows(): Finding[] {
        return this.table.getRowModel().rows.map((row) => row.original);
    }

    get sort(): { key: SortKey; descending: boolean } {
        const [{ id, desc }] = this.table.getColumn("length")!.table.atoms.sorting.get();
        return { key: id as SortKey, descending: desc };
    }

    toggleSort(key: SortKey): void {
        this.table.getColumn(key)!.toggleSorting();
    }

    hideTypes(types: ReadonlySet<string>): void {
        this.table.getColumn("type")!.setFilterValue(types.size === 0 ? undefined : types);
    }

    keepStream(stream: string | undefined): void {
        this.table.getColumn("stream")!.setFilterValue(stream);
    }

    search(text: string): void {
        this.table.setGlobalFilter(searchable(text) || undefined);
    }
}
