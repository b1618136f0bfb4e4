const names = ["full", "suspect", "partial", "missing-least", "missing-most", "unknown", "lane", "edge", "ink", "corrupt"] as const;

/** The colours of the map, as the style sheet has them for the theme that is on. */
export type Palette = Record<(typeof names)[number], string>;

export function readPalette(): Palette {
    // A property of one's own is text until some element has it as its colour.
    const probe = document.createElement("span");
    document.body.append(probe);
    const colours = names.map((name) => {
        probe.style.color = `var(--${name})`;
        return [name, getComputedStyle(probe).color];
    });
    probe.remove();
    return Object.fromEntries(colours) as Palette;
}

/** Few steps of few colours, asked for again with each picture. */
const known = new Map<string, string>();

/** Between two colours written as rgb(r, g, b). */
export function between(least: string, most: string, part: number): string {
    if (least === most) return least;
    const key = `${least} ${most} ${part}`;
    let colour = known.get(key);
    if (colour === undefined) known.set(key, (colour = mix(least, most, part)));
    return colour;
}

function mix(least: string, most: string, part: number): string {
    const [from, to] = [least, most].map((colour) => colour.match(/[\d.]+/g)!.map(Number));
    return `rgb(${from.slice(0, 3).map((channel, i) => Math.round(channel + (to[i] - channel) * part)).join()})`;
}
