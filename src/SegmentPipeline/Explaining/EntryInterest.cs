namespace SegmentPipeline;

/// <summary>Which entries matter to a moment: those that contain it, those that start between two bounds, and bad names that might have
/// been the one that is absent.</summary>
/// <param name="Moment">The moment.</param>
/// <param name="From">The first start that matters.</param>
/// <param name="To">The last start that matters.</param>
/// <param name="WantsBadNames">Whether bad names matter that do not say where they start.</param>
internal sealed record EntryInterest(Timestamp Moment, Timestamp From, Timestamp To, bool WantsBadNames)
{
    /// <summary>The first hour that can hold such entries.</summary>
    internal Hour FirstHour => Timestamp.Min(From, Moment.Hour.Previous.Start).Hour;

    /// <summary>The last.</summary>
    internal Hour LastHour => Timestamp.Max(To, Moment).Hour;

    internal bool Takes(Timestamp? start, Timestamp? end)
    {
        if (From <= start && start <= To) return true;
        return start <= Moment && Moment < end;
    }

    /// <summary>A bad name that says where it starts matters if it starts between the bounds; another one might have been the absent one if
    /// it lies in their hours.</summary>
    internal bool TakesBadName(Hour hour, Timestamp? start) =>
        start is null ? WantsBadNames && Timestamp.Min(From, Moment).Hour <= hour && hour <= LastHour : Takes(start, null);
}
