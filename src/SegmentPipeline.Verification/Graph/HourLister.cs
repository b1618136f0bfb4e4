namespace SegmentPipeline.Verification;

/// <summary>The stage <c>list</c>: the names of an hour, and which of its files are asked for.</summary>
internal sealed class HourLister(ContentPlan plan, HourScope scope, VerificationLevel level, bool isRemembered)
{
    /// <summary>Lists an hour.</summary>
    internal async Task<ListedHour> ListAsync(HourTask task, CancellationToken cancellationToken)
    {
        var contents = await plan.ListAsync(task.Stream, task.Hour, cancellationToken).ConfigureAwait(false);
        var places = scope.Find(contents);
        if (!isRemembered) return new ListedHour(task, contents, places);
        var names = NamesHash.Compute(contents, places);
        var isAsKnown = task.Known is { } known && known.Names.Span.SequenceEqual(names);
        return new ListedHour(task, contents, places)
        {
            Names = names,
            IsAsKnown = isAsKnown,
            Resumed = isAsKnown ? FindResumed(task.Known!, contents, places) : 0,
        };
    }

    /// <summary>How many files of an hour that is not finished were verified, if they were looked into as far as now.</summary>
    private int FindResumed(VerifiedHour known, HourContents contents, int[] places)
    {
        if (known.UpTo is not { } last || known.Level != level) return 0;
        return Array.FindIndex(places, place => contents[place].NameUtf8.SequenceEqual(last.Span)) + 1;
    }
}
