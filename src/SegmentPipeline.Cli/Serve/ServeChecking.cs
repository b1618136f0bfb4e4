using System.Globalization;
using System.Text;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline serve --check</c>: whether a host could do what it is configured to do, and when it would.</summary>
internal static class ServeChecking
{
    private const int WordsColumn = 9;

    /// <summary>Looks, and says what there is to say.</summary>
    /// <returns>0 if all is as it should be, else 1.</returns>
    internal static async Task<int> RunAsync(ServeOptions options, Surroundings surroundings, CancellationToken cancellationToken)
    {
        NativeLibraries.Require(NativeLibraries.Sqlite);
        var clock = surroundings.TimeProvider;
        var items = await ServeCheck
            .RunAsync(options, FleetHost.Checks(options, clock), clock, cancellationToken)
            .ConfigureAwait(false);
        var text = TextOf(items, ServeCheck.WorkAfter(options, clock.GetUtcNow()), surroundings.OutputScreen);
        using var destination = ReportDestination.Open(null, surroundings, cancellationToken);
        await destination.Stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
        await destination.Stream.FlushAsync(cancellationToken).ConfigureAwait(false);
        return items.All(item => item.Fault is null) ? ExitCode.Success : ExitCode.Findings;
    }

    /// <summary>One line a thing, under what it belongs to; and at the end how many are not as they should be.</summary>
    internal static string TextOf(IReadOnlyList<CheckedItem> items, IReadOnlyList<PlannedWork> works, Screen screen)
    {
        var text = new WrappedText(screen.TextWidth);
        foreach (var group in items.GroupBy(item => item.Group))
        {
            text.AddLine(group.Key);
            foreach (var item in group)
                Add(item.Fault is null ? "ok" : "WRONG", item.Fault is null ? item.Subject : $"{item.Subject}: {item.Fault}");
            foreach (var work in works.Where(work => group.Key == $"archive {work.Archive}")) Add("when", WordsOf(work));
        }

        var wrong = items.Count(item => item.Fault is not null);
        text.AddLine();
        text.Add(wrong == 0
            ? $"{Plural.TextOf(items.Count, "thing")} looked at: all as it should be."
            : $"{Plural.TextOf(items.Count, "thing")} looked at: {wrong} not as it should be.");
        return text.ToString();

        void Add(string label, string words)
        {
            var start = $"  {label}";
            if (screen == Screen.None) text.AddLine(start.PadRight(WordsColumn) + words);
            else text.AddBeside(start, words, WordsColumn);
        }
    }

    private static string WordsOf(PlannedWork work)
    {
        IEnumerable<string> moments = work.Next.Select(next => MomentOf(next, work.TimeZone));
        return $"{work.Work}: {string.Join(", ", work.Rule is { } rule ? moments.Append(rule) : moments)}";
    }

    /// <summary>A moment in UTC, and by the clock of its time zone if that is another.</summary>
    private static string MomentOf(DateTimeOffset moment, string zone)
    {
        var utc = moment.UtcDateTime.ToString("yyyy-MM-dd'T'HH:mm:ss'Z'", CultureInfo.InvariantCulture);
        if (zone == "UTC") return utc;
        var local = moment.ToString("ddd HH:mm", CultureInfo.InvariantCulture);
        return $"{utc} ({local} {zone})";
    }
}
