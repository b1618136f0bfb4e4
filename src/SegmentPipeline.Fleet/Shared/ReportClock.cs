namespace SegmentPipeline.Fleet;

/// <summary>The clock of a report: it stands, so that a report that is made once more is the same bytes.</summary>
/// <param name="now">What it says.</param>
internal sealed class ReportClock(DateTimeOffset now) : TimeProvider
{
    public override DateTimeOffset GetUtcNow() => now;

    public override long GetTimestamp() => 0;
}
