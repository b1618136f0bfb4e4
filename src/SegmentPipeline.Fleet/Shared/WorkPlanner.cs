namespace SegmentPipeline.Fleet;

/// <summary>Divides a shared archive into pieces of work.</summary>
internal static class WorkPlanner
{
    private const int HoursOfADay = 24;
    private const int MostItems = 1_000_000;

    /// <summary>Divides it. What cannot be listed has no pieces: whoever makes the report reads it, and says why it cannot.</summary>
    /// <exception cref="AuditFailedException">The archive cannot be read, or has more than anybody plans.</exception>
    internal static async Task<WorkPlan> MakeAsync(SegmentArchive archive, AuditRequest request, CancellationToken cancellationToken)
    {
        var items = new List<WorkItem>();
        foreach (var stream in await archive.FindStreamsAsync(request, cancellationToken).ConfigureAwait(false))
        {
            var hours = await archive.ListHoursAsync(stream, cancellationToken).ConfigureAwait(false);
            items.AddRange(hours
                .Items.Where(hour => IsWanted(hour, request))
                .Order()
                .GroupBy(hour => Math.DivRem(hour.SinceEpoch, HoursOfADay).Quotient)
                .Select(day => new WorkItem
                {
                    Channel = stream.Channel,
                    Quality = stream.Quality,
                    FirstHour = day.First().SinceEpoch,
                    LastHour = day.Last().SinceEpoch,
                }));
            if (items.Count > MostItems) throw new AuditFailedException($"the archive has more than {MostItems} days of streams; audit a part of it");
        }

        return new WorkPlan { Items = items };
    }

    /// <summary>A segment lasts an hour at most.</summary>
    private static bool IsWanted(Hour hour, AuditRequest request) =>
        (request.Start is not { } start || hour >= start.Hour.Previous) && (request.End is not { } end || hour <= end.Hour);
}
