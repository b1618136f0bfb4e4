namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>Looks at what lanes show, in the light theme.</summary>
internal static class SitePictures
{
    /// <summary>Until a lane is drawn, which it is not before its coverage is known.</summary>
    internal static Task SettledAsync(OpenedSite site, string lane) => site.Page.WaitForFunctionAsync(
        """
        selector => {
            const canvas = document.querySelector(selector);
            return canvas?.width > 1 && canvas.height > 1 && canvas.getContext("2d").getImageData(0, 0, 1, 1).data[3] === 255;
        }
        """,
        lane);

    /// <summary>Until all lanes are drawn that can be seen of many.</summary>
    internal static Task ShownAsync(OpenedSite site) => site.Page.WaitForFunctionAsync(
        """
        () => {
            const box = document.querySelector(".lane-box").getBoundingClientRect();
            const seen = [...document.querySelectorAll(".lane canvas")].filter((canvas) => {
                const { top, bottom } = canvas.parentElement.getBoundingClientRect();
                return top > box.top + 40 && bottom < box.bottom;
            });
            return seen.length > 12 && seen.every((canvas) => canvas.width > 1 && canvas.getContext("2d").getImageData(0, 0, 1, 1).data[3] === 255);
        }
        """);

    /// <summary>Compares the only lane with what its stream has, column by column.</summary>
    /// <returns>Holes within what is seen that are drawn nowhere; columns that are drawn as missing with no hole near; columns that are
    /// drawn as covered while the stream is off.</returns>
    internal static Task<string[]> FaultsAsync(OpenedSite site, IReadOnlyList<TimeRange> shows, IReadOnlyList<TimeRange> holes) =>
        site.Page.EvaluateAsync<string[]>(
            """
            ([shows, holes]) => {
                const { from, to } = document.querySelector(".surface").dataset;
                const canvas = document.querySelector(".lane canvas");
                const { data, width } = canvas.getContext("2d").getImageData(0, canvas.height >> 1, canvas.width, 1);
                const place = (moment) => ((moment - from) / (to - from)) * width;
                const of = (is) => Array.from({ length: width }, (_, x) => is(data[4 * x], data[4 * x + 1], data[4 * x + 2]));
                const isMissing = of((red, green, blue) => red > 205 && green > 80 && green < 130 && blue < 70);
                const isFull = of((red, green, blue) => red < 200 && green > 205 && blue > 195);
                const faults = [];
                const near = (ranges, margin) => {
                    const columns = new Array(width).fill(false);
                    for (const [start, end] of ranges) columns.fill(true, Math.max(0, Math.floor(place(start)) - margin), Math.max(0, Math.ceil(place(end)) + margin));
                    return columns;
                };
                for (const [start, end] of holes) {
                    if (end <= from || start >= to) continue;
                    if (!isMissing.slice(Math.max(0, Math.floor(place(start)) - 1), Math.ceil(place(end)) + 1).some(Boolean)) faults.push(`hole at ${start} is not drawn`);
                }
                const [isNearHole, isNearShow] = [near(holes, 3), near(shows, 2)];
                isMissing.forEach((is, x) => is && !isNearHole[x] && faults.push(`nothing is missing at ${x}`));
                isFull.forEach((is, x) => is && !isNearShow[x] && faults.push(`nothing is covered at ${x}`));
                return faults;
            }
            """,
            new object[] { EndsOf(shows), EndsOf(holes) });

    private static long[][] EndsOf(IEnumerable<TimeRange> ranges) =>
        [.. ranges.Select(range => new[] { range.Start.UnixMicroseconds, range.End.UnixMicroseconds })];
}
