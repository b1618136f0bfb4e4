namespace SegmentPipeline.Replicas;

/// <summary>Adds up what is told of a fleet.</summary>
/// <remarks>Sums that no number holds, of windows of thousands of years, stop at the largest.</remarks>
internal sealed class FleetTotal(NodeAnswer[] answers)
{
    private readonly Int128[] _copies = new Int128[answers.Length + 1];
    private readonly Int128[] _classes = new Int128[CoverageClasses.All.Count];
    private int _streams;
    private long _holes;
    private long _thin;

    internal void Add(FleetRecord record)
    {
        if (record is FleetHoleRecord) _holes++;
        else if (record is ThinRecord) _thin++;
        else if (record is FleetStreamRecord stream) Add(stream);
    }

    internal FleetSummaryRecord ToRecord()
    {
        var microseconds = default(ClassMicroseconds);
        for (var at = 0; at < _classes.Length; at++)
            microseconds = CoverageClasses.All[at].WithCount(microseconds, Bounded(_classes[at]));
        var isComplete = answers.Length > 0 && answers.All(answer => answer.Complete);
        return new FleetSummaryRecord
        {
            Nodes = answers.Length,
            Answered = answers.Count(answer => answer.Answered),
            Streams = _streams,
            Microseconds = microseconds,
            Copies = [.. _copies.Select(Bounded)],
            Holes = _holes,
            Thin = _thin,
            Complete = isComplete,
            Exit = AuditOutcomes.RowOf(OutcomeOf(isComplete, microseconds.Total)).Number,
        };
    }

    private AuditOutcome OutcomeOf(bool isComplete, long auditedMicroseconds)
    {
        if (!isComplete) return AuditOutcome.Incomplete;
        if (auditedMicroseconds == 0) return AuditOutcome.Failed;
        return _holes + _thin > 0 ? AuditOutcome.Findings : AuditOutcome.Success;
    }

    private void Add(FleetStreamRecord stream)
    {
        _streams++;
        for (var at = 0; at < _classes.Length; at++) _classes[at] += CoverageClasses.All[at].CountIn(stream.Microseconds);
        for (var at = 0; at < _copies.Length; at++) _copies[at] += stream.Copies[at];
    }

    private long Bounded(Int128 sum) => (long)Int128.Min(sum, long.MaxValue / Math.Max(_copies.Length, _classes.Length));
}
