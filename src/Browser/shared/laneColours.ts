// The colours of lanes, as pictures hold them. No document is needed here.

import { classes } from "./classes";
import { outside, steps } from "./coverage";
import { between, colourOf, type Colour, type Palette } from "./palette";

/** For each code of a column, its colour as four bytes; one for each row of a lane, from the top. Rows that look the same are the same. */
export type LaneColours = readonly Uint32Array[];

const slit = { top: 0.375, end: 0.625 };

const known = new WeakMap<Palette, Map<string, LaneColours>>();

/** The colours of lanes so many pixels high. */
export function laneColours(palette: Palette, height: number, edge: number): LaneColours {
    const ofPalette = known.get(palette) ?? new Map<string, LaneColours>();
    known.set(palette, ofPalette);
    const key = `${height} ${edge}`;
    const colours = ofPalette.get(key) ?? rowsOf(palette, height, edge);
    ofPalette.set(key, colours);
    return colours;
}

function rowsOf(palette: Palette, height: number, edge: number): LaneColours {
    const parts = [slit.top, slit.end, ...classes.map((row) => 1 - row.height)];
    const changes = new Set([0, height - edge, ...parts.map((part) => Math.round(height * part))]);
    const rows: Uint32Array[] = [];
    for (let y = 0; y < height; y++) rows.push(changes.has(y) ? rowOf(palette, y, height, edge) : rows[y - 1]);
    return rows;
}

function rowOf(palette: Palette, y: number, height: number, edge: number): Uint32Array {
    const ground = y >= height - edge ? palette.edge : palette.lane;
    const row = new Uint32Array(outside + 1).fill(bytesOf(colourOf(ground)));
    const isBelow = (part: number) => y >= Math.round(height * part);
    for (const [kind, { height: filled, colours: [least, most], hasSlit }] of classes.entries()) {
        const isSlit = hasSlit && isBelow(slit.top) && !isBelow(slit.end);
        for (let step = 1; step < steps; step++) {
            const beside = colourOf(step < steps - 1 ? palette.full : ground);
            const own = between(colourOf(palette[least]), colourOf(palette[most]), (step - 1) / (steps - 2));
            row[kind * steps + step] = bytesOf(isSlit ? colourOf(palette.lane) : isBelow(1 - filled) ? own : beside);
        }
    }
    return row;
}

/** Red first in memory, as pictures have it: the lowest byte on all machines that browsers run on. */
function bytesOf([red, green, blue]: Colour): number {
    return ((255 << 24) | (blue << 16) | (green << 8) | red) >>> 0;
}
