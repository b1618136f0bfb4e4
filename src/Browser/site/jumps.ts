/** A jump of the wall clock between two segments that is more than that is a hole. */
export const leastHole = 50_000;

export interface Told {
    moment: number;
    end: number;
    /** All holes between the first segment of the list and this one. */
    holes: number;
}

/** Adds up the holes between segments that follow each other. */
export function withHoles(segments: { moment: number; end: number }[]): Told[] {
    let holes = 0;
    return segments.map(({ moment, end }, i) => {
        const jump = i === 0 ? 0 : moment - segments[i - 1].end;
        if (jump > leastHole) holes += jump;
        return { moment, end, holes };
    });
}
