/** The colours of the map, as the style sheet has them for the theme that is on. */
export interface Palette {
    full: string;
    suspect: string;
    partial: string;
    missingLeast: string;
    missingMost: string;
    unknown: string;
    unknownLine: string;
    lane: string;
    ink: string;
    paper: string;
}

export function readPalette(): Palette {
    const style = getComputedStyle(document.documentElement);
    const of = (name: string) => style.getPropertyValue(`--${name}`).trim();
    return {
        full: of("full"),
        suspect: of("suspect"),
        partial: of("partial"),
        missingLeast: of("missing-least"),
        missingMost: of("missing-most"),
        unknown: of("unknown"),
        unknownLine: of("unknown-line"),
        lane: of("lane"),
        ink: of("ink"),
        paper: of("paper"),
    };
}

/** Between two colours written as #rrggbb. */
export function between(least: string, most: string, part: number): string {
    const channel = (at: number) => {
        const a = parseInt(least.slice(at, at + 2), 16);
        const b = parseInt(most.slice(at, at + 2), 16);
        return Math.round(a + (b - a) * part);
    };
    return `rgb(${channel(1)},${channel(3)},${channel(5)})`;
}
