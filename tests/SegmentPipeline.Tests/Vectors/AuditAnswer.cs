namespace SegmentPipeline.Tests.Vectors;

/// <summary>What an audit says in the terms of the vectors: lines of text, so that a difference shows.</summary>
internal static class AuditAnswer
{
    /// <summary>The lines that a vector expects.</summary>
    internal static IEnumerable<string> Of(AuditExpectation expected) =>
    [
        $"window {expected.Start} {expected.End}",
        .. expected.Entries.OrderBy(e => e.Key, StringComparer.Ordinal).Select(e => $"{e.Key} {e.Value}"),
        .. expected.Bad.Order(StringComparer.Ordinal).Select(path => $"bad {path}"),
        .. expected.Holes.Select(hole => $"hole {hole[0]} {hole[1]}"),
        .. expected.Degraded.Select(degraded => $"degraded {degraded[0]} {degraded[1]} {degraded[2]}"),
        .. expected.Overlaps.Select(overlap => $"overlap {overlap[0]} {overlap[1]}"),
        .. expected.Microseconds.OrderBy(m => m.Key, StringComparer.Ordinal).Select(m => $"{m.Key} {m.Value}"),
        $"discontinuities {expected.Discontinuities}",
    ];

    /// <summary>The same lines from the findings and the record of the stream <c>c/q</c>.</summary>
    internal static IEnumerable<string> Of(IReadOnlyList<Finding> findings, StreamRecord stream) =>
    [
        $"window {stream.Window?.Start} {stream.Window?.End}",
        $"bad {stream.Entries.Bad}",
        $"foreign {stream.Entries.Foreign}",
        $"hidden {stream.Entries.Hidden}",
        $"selected {stream.Entries.Selected}",
        $"superseded {stream.Entries.Superseded}",
        $"temporary {stream.Entries.Temporary}",
        $"tombstoned {stream.Entries.Tombstoned}",
        $"tombstones {stream.Entries.Tombstones}",
        .. findings.OfType<BadNameFinding>().Select(bad => bad.Path.ToString()).Order(StringComparer.Ordinal).Select(path => $"bad {path}"),
        .. findings.OfType<HoleFinding>().Select(hole => $"hole {hole.Range.Start} {hole.Range.End}"),
        .. findings.OfType<DegradedFinding>()
            .Select(d => $"degraded {d.Range.Start} {d.Range.End} {(d.Class == CoverageClass.Suspect ? "suspect" : "partial")}"),
        .. findings.OfType<OverlapFinding>().Select(overlap => $"overlap {overlap.Range.Start} {overlap.Range.End}"),
        $"full {stream.Microseconds.Full}",
        $"missing {stream.Microseconds.Missing}",
        $"partial {stream.Microseconds.Partial}",
        $"suspect {stream.Microseconds.Suspect}",
        $"unknown {stream.Microseconds.Unknown}",
        $"discontinuities {stream.Discontinuities}",
    ];
}
