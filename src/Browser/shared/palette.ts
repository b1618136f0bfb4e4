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

/** Red, green and blue, from 0 to 255. */
export type Colour = readonly number[];

/** Of a colour written as rgb(r, g, b). */
export function colourOf(text: string): Colour {
    return text.match(/[\d.]+/g)!.slice(0, 3).map(Number);
}

export function between(least: Colour, most: Colour, part: number): Colour {
    return least.map((channel, i) => Math.round(channel + (most[i] - channel) * part));
}
