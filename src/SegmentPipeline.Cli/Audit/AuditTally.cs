namespace SegmentPipeline.Cli;

/// <summary>What an audit came to, for the line that says a file has been written.</summary>
internal sealed class AuditTally
{
    private long _holed;
    private SummaryRecord? _summary;

    /// <summary>Whether the summary has come: what comes after it can fail, and the report is whole.</summary>
    internal bool IsWhole => _summary is not null;

    /// <summary>Whether all was read, and none of it lay in a window.</summary>
    internal bool HasAuditedNothing => _summary is { Complete: true, Microseconds.Total: 0 };

    /// <summary>When it was started; null as long as that is not known.</summary>
    internal Timestamp? Started { get; private set; }

    internal void Add(AuditRecord record)
    {
        if (record is HeaderRecord header) Started = header.Started;
        if (record is StreamRecord { Holes: > 0 }) _holed++;
        _summary = record as SummaryRecord ?? _summary;
    }

    /// <summary>The line.</summary>
    public override string ToString()
    {
        if (_summary is not { } summary) return "nothing";
        var streams = Plural.TextOf(summary.Streams, "stream");
        var findings = summary.Findings;
        return findings.Hole > 0
                ? $"{Plural.TextOf(findings.Hole, "hole")} in {(_holed == summary.Streams ? streams : $"{Plural.Count(_holed)} of {streams}")}, {DurationWords.TextOf(summary.Microseconds.Missing)} missing"
            : findings.Total > 0 ? $"no hole in {streams}, {Plural.TextOf(findings.Total, "other finding")}"
            : $"no finding in {streams}";
    }
}
