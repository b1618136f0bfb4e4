import type { Palette } from "./palette";

/** How far a moment is covered. The numbers are the places in {@link classes}, and those of the data. */
export enum Class {
    Full,
    Suspect,
    Partial,
    Missing,
    Unknown,
    Off,
}

interface ClassRow {
    /** The word that formats and style sheets have for it. */
    word: string;
    /** What it says, for people. */
    words: string;
    /** How bad it is: a place that holds several classes is shown as the worst. What is off is seen only where nothing else is. */
    weight: number;
    /** How much of a lane's height it fills: what is worth less is lower, what is missing or unknown fills it all, and what is off hardly shows. */
    height: number;
    /** The colours of a little of it and of much. */
    colours: [least: keyof Palette, most: keyof Palette];
    /** Whether it has a slit in the middle, as maps have it. */
    hasSlit?: boolean;
    /** Whether it is told only where there is some. */
    isRare?: boolean;
}

/** All classes; one more is one row more, in the order in which the data have them. */
export const classes: readonly ClassRow[] = [
    { word: "full", words: "full", weight: 0, height: 1, colours: ["full", "full"] },
    { word: "suspect", words: "suspect: complete but odd", weight: 1, height: 0.75, colours: ["suspect", "suspect"] },
    { word: "partial", words: "partial: broken off", weight: 2, height: 0.5, colours: ["partial", "partial"] },
    { word: "missing", words: "missing", weight: 4, height: 1, colours: ["missing-least", "missing-most"] },
    { word: "unknown", words: "unknown: could not be read", weight: 3, height: 1, colours: ["unknown", "unknown"], hasSlit: true },
    { word: "off", words: "a low bar: off, neither covered nor expected", weight: -1, height: 0.125, colours: ["unknown", "unknown"], isRare: true },
];

/** The worst first. */
export const severity: readonly Class[] = classes.map((_, kind) => kind).sort((a, b) => classes[b].weight - classes[a].weight);
