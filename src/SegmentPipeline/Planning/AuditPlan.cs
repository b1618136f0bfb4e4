namespace SegmentPipeline;

/// <summary>Everything there is to read, known before the first hour is read.</summary>
/// <param name="Streams">The streams, by the bytes of channel then quality.</param>
/// <param name="Findings">Findings that belong to no stream.</param>
internal sealed record AuditPlan(IReadOnlyList<StreamPlan> Streams, IReadOnlyList<Finding> Findings)
{
    internal long HoursTotal => Streams.Sum(stream => (long)stream.Hours.Count);

    /// <summary>The work in the order of the report: for each stream its hours, then its end.</summary>
    internal IEnumerable<HourWork> Works =>
        from at in Enumerable.Range(0, Streams.Count)
        let stream = Streams[at]
        let isLast = at + 1 == Streams.Count || Streams[at + 1].Id.Channel != stream.Id.Channel
        from hour in stream.Hours.Select(hour => (Hour?)hour).Append(null)
        select new HourWork(stream, hour) { IsOfLastQuality = isLast };
}
