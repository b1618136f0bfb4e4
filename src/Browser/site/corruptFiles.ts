import { ask } from "./api";
import { momentOf } from "./moments";
import type { CorruptFile, CorruptFiles } from "./types";

/** So many are marked. */
const most = 20_000;

/** The corrupt files of an archive: all, or so many that more marks would say no more. */
export async function askCorrupt(path: string): Promise<{ files: CorruptFile[]; areMore: boolean }> {
    const files: CorruptFile[] = [];
    let cursor: string | undefined;
    do {
        const page = await ask<CorruptFiles>(`${path}/corrupt`, { limit: 1000, cursor });
        files.push(...page.corrupt);
        cursor = page.cursor ?? undefined;
    } while (cursor !== undefined && files.length < most);
    return { files, areMore: cursor !== undefined };
}

/** Where each stream has some: start and length of each, in time order. The host has them in the order in which they were found. */
export function rangesOf(files: CorruptFile[]): Map<string, number[]> {
    const found = new Map<string, { start: number; length: number }[]>();
    for (const { channel, quality, start, end } of files) {
        const id = `${channel}/${quality}`;
        const ranges = found.get(id) ?? [];
        ranges.push({ start: momentOf(start), length: momentOf(end) - momentOf(start) });
        found.set(id, ranges);
    }
    return new Map([...found].map(([id, ranges]) => [id, ranges.sort((a, b) => a.start - b.start).flatMap(({ start, length }) => [start, length])]));
}
