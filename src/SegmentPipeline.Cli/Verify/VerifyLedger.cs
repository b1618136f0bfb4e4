using SegmentPipeline.Ledger;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>The ledger of <c>--ledger</c>: remembers what is verified, and how the run ends.</summary>
internal sealed class VerifyLedger : VerifyPrinter, IProgress<VerificationProgress>
{
    private readonly VerificationLevel _level;

    private VerifyLedger(LedgerContents contents, VerificationLevel level) => (Contents, _level) = (contents, level);

    /// <summary>What the verification remembers in.</summary>
    internal LedgerContents Contents { get; }

    /// <summary>Opens it, or makes it; null if none was asked for.</summary>
    /// <exception cref="LedgerException">It is somebody else's, damaged, or cannot be written.</exception>
    internal static VerifyLedger? Open(VerifyOptions options, string root, Surroundings surroundings, CancellationToken cancellationToken)
    {
        if (options.Ledger is null) return null;
        var path = Path.GetFullPath(options.Ledger, surroundings.Directory);
        var level = options.Request.Level;
        return new VerifyLedger(
            AuditLedger.BeginVerification(path, root, level, surroundings.TimeProvider, cancellationToken),
            level);
    }

    /// <summary>Notes how far it is: a run that is cut off says how far it came.</summary>
    public void Report(VerificationProgress value) => Contents.Figures = Contents.Figures with
    {
        Checked = value.Files,
        Bytes = value.Bytes,
        Corrupt = value.Corrupt,
    };

    internal override ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        if (record is VerificationSummaryRecord summary) End(summary);
        return default;
    }

    internal override ValueTask CompleteAsync(CancellationToken cancellationToken) => default;

    public override void Dispose()
    {
        Contents.Dispose();
        base.Dispose();
    }

    private void End(VerificationSummaryRecord summary)
    {
        var figures = new LedgerVerification
        {
            Level = _level,
            Files = summary.Files,
            Checked = summary.Checked,
            Bytes = summary.Bytes,
            Corrupt = summary.Corrupt,
            Unreadable = summary.Unreadable,
            Vanished = summary.Vanished,
            NotChecked = summary.NotChecked,
        };
        if (StatusOf(summary) is { } status) Contents.End(figures, status, summary.Outcome);
        else Contents.Figures = figures;
    }

    /// <summary>Null for a run that was told to stop: whoever told it does not wait for a ledger that somebody else holds.</summary>
    private static LedgerRunStatus? StatusOf(VerificationSummaryRecord summary) => summary.Outcome switch
    {
        AuditOutcome.Interrupted or AuditOutcome.Terminated => null,
        AuditOutcome.BudgetSpent => LedgerRunStatus.Budget,
        AuditOutcome.Failed => LedgerRunStatus.Failed,
        _ when summary.UnreadableDirectories + summary.Unreadable > 0 => LedgerRunStatus.Incomplete,
        _ => summary.Complete ? LedgerRunStatus.Complete : LedgerRunStatus.Budget,
    };
}

/// <summary>Tells several how far a verification is.</summary>
internal sealed class VerifyProgressTee(params IProgress<VerificationProgress>?[] all) : IProgress<VerificationProgress>
{
    public void Report(VerificationProgress value)
    {
        foreach (var one in all) one?.Report(value);
    }
}
