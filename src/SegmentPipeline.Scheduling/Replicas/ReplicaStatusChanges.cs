using SegmentPipeline.Hosting;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>How a pass changes what is known of the other copies of an archive.</summary>
internal static class ReplicaStatusChanges
{
    /// <summary>What is known after a pass. A pass that did not come to the end of comparing leaves what was known of the holes.</summary>
    /// <param name="before">What was known.</param>
    /// <param name="tally">What the pass told.</param>
    /// <param name="now">When it ended.</param>
    internal static ArchiveReplicas After(this ArchiveReplicas before, PassTally tally, Timestamp now) => before with
    {
        Replicas = [.. before.Replicas.Zip(tally.Replicas, (replica, told) => replica.After(told, now))],
        Comparison = tally.Compared ?? before.Comparison,
        Compared = tally.Compared is null ? before.Compared : now,
        ComparedWholly = tally.Compared is { Complete: true } ? now : before.ComparedWholly,
        Fill = tally.Filled is { } filled && before.Fill is not null ? new FillStatus { Last = filled, Ended = now } : before.Fill,
    };

    /// <summary>The lengths as metrics have them.</summary>
    internal static HoleTimes ToTimes(this VerdictMicroseconds holes) => new()
    {
        Fillable = TimeSpan.FromMicroseconds(holes.Fillable),
        Lower = TimeSpan.FromMicroseconds(holes.Lower),
        Unknown = TimeSpan.FromMicroseconds(holes.Unknown),
        Nowhere = TimeSpan.FromMicroseconds(holes.Nowhere),
    };

    private static ReplicaStatus After(this ReplicaStatus before, ReplicaTally told, Timestamp now)
    {
        var counted = before with
        {
            Published = before.Published + told.Counts.Published,
            Mismatches = before.Mismatches + told.Counts.Mismatches,
            Errors = before.Errors + told.Counts.Errors,
        };
        if (told.Streams == 0) return counted;
        return counted with
        {
            Streams = told.Streams,
            Missing = told.Missing,
            Extra = told.Extra,
            Complete = told.Cause is null,
            Cause = told.Cause,
            Compared = now,
        };
    }
}
