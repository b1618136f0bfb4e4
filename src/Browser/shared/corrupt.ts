// Where marks of corrupt segments stand. No document is needed here.

/** The bars of ranges, which are in time order, in a view so many pixels wide: each at least so thin, in whole pixels, none left out however far out the view is. */
export function barsOf(
    ranges: readonly number[],
    view: { from: number; to: number },
    width: number,
    thinnest: number,
): [start: number, end: number][] {
    const bars: [start: number, end: number][] = [];
    const pixel = (moment: number) => ((moment - view.from) / (view.to - view.from)) * width;
    for (let i = 0; i < ranges.length; i += 2) {
        const [from, to] = [ranges[i], ranges[i] + ranges[i + 1]];
        if (to <= view.from || from >= view.to) continue;
        const left = Math.max(0, Math.floor(pixel(from)));
        const end = Math.min(width, Math.max(Math.ceil(pixel(to)), left + thinnest));
        const start = Math.max(0, Math.min(left, end - thinnest));
        const last = bars.at(-1);
        if (last && start <= last[1]) last[1] = Math.max(last[1], end);
        else bars.push([start, end]);
    }
    return bars;
}
