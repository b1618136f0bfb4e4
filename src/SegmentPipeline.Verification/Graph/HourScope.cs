namespace SegmentPipeline.Verification;

/// <summary>Which files of an hour a request asks for.</summary>
/// <remarks>Source: docs/verification.md §1. Without a memory those that touch the window; with one all of an hour that touches it, so
/// that an hour is remembered as a whole.</remarks>
internal sealed class HourScope(VerificationRequest request, bool isWholeHours, Timestamp now)
{
    private readonly Timestamp _settled = now - request.Settle;

    /// <summary>Whether an hour can have files that are asked for.</summary>
    internal bool Takes(Hour hour) => !isWholeHours
        || ((request.Start is not { } start || hour.End > start) && (request.End is not { } end || hour.Start < end));

    /// <summary>Whether an hour is over, so that no recorder adds to it.</summary>
    internal bool IsOver(Hour hour) => hour.End <= _settled;

    /// <summary>The places of these files in their order.</summary>
    internal int[] Find(HourContents contents)
    {
        var found = new List<int>(contents.Count);
        for (var i = 0; i < contents.Count; i++)
        {
            if ((contents.IsSelected(i) || !request.OnlySelected) && Takes(contents[i].Range)) found.Add(i);
        }

        return [.. found];
    }

    private bool Takes(TimeRange range)
    {
        if (range.End > _settled) return false;
        if (isWholeHours) return true;
        return (request.Start is not { } start || range.End > start || range.Start >= start)
            && (request.End is not { } end || range.Start < end);
    }
}
