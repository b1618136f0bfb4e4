namespace SegmentPipeline.Scheduling;

/// <summary>Says what will be done to an archive, and when.</summary>
/// <param name="archive">The archive.</param>
/// <param name="now">The moment after which it is asked for.</param>
internal sealed class PlannedWorks(ScheduledArchive archive, DateTimeOffset now)
{
    private const int Most = 3;

    /// <summary>All of it, in the order in which it is configured.</summary>
    internal IEnumerable<PlannedWork> All()
    {
        yield return archive.Cron is { } cron ? ByCron("audit", cron, null) : ByRule("audit", "only when it is asked for");
        if (archive.Fill is { } fill) yield return ByRule("fill", $"at the start, and {SpanWords.TextOf(fill.Every)} after each pass");
        else if (archive.Replicas.Count > 0)
            yield return ByRule("compare", $"at the start, and {SpanWords.TextOf(ReplicaLoop.ComparingPause)} after each pass");
        if (archive.Verify is not { } verify) yield break;
        var reading = verify.Window is { } window ? $"reading from {window} only" : null;
        yield return verify.Schedule is { } schedule
            ? ByCron("verify", schedule, reading)
            : ByRule(
                "verify",
                string.Join(", ", ((string?[])["at the start", $"{SpanWords.TextOf(VerifyPace.Pause)} after each pass", reading]).OfType<string>()));
    }

    private PlannedWork ByRule(string work, string rule) => New(work) with { Rule = rule };

    private PlannedWork ByCron(string work, string cron, string? rule)
    {
        var next = new List<DateTimeOffset>();
        if (CronSchedule.TryParse(cron, archive.TimeZone, out var schedule, out _))
        {
            for (var at = schedule.NextAfter(now); at is { } one && next.Count < Most; at = schedule.NextAfter(one))
                next.Add(TimeZoneInfo.ConvertTime(one, archive.TimeZone));
        }

        return New(work) with { Next = next, Rule = rule };
    }

    private PlannedWork New(string work) => new() { Archive = archive.Name!, Work = work, TimeZone = archive.TimeZone.Id };
}
