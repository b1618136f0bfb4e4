using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>Asks a ledger what verifications found in the segments that touch a moment.</summary>
internal static class WhyLedger
{
    /// <summary>The explanation with what the ledger knows.</summary>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    internal static MomentExplanation Add(MomentExplanation why, string path)
    {
        using var ledger = AuditLedger.OpenForReading(path);
        return why with { Verifications = [.. why.Touching.Select(segment => Of(segment, ledger))] };
    }

    private static SegmentVerification Of(Segment segment, AuditLedger ledger)
    {
        var hour = ledger.VerifiedIn(segment.Stream, segment.Hour);
        var known = new LedgerCorruptFilter { Stream = segment.Stream, From = segment.Start, To = segment.End };
        return new SegmentVerification
        {
            Path = segment.EntryPath,
            VerifiedAt = hour is { UpTo: null } ? hour.VerifiedAt : null,
            Level = hour?.Level,
            ChangedAt =
                hour is { UpTo: null } && ChangeTime.AtPath(segment.FullPathUtf8) is { } change && change > hour.VerifiedAt ? change : null,
            Corrupt = ledger.CorruptFiles(known).FirstOrDefault(corrupt => corrupt.File.Path == segment.EntryPath)?.File,
        };
    }
}
