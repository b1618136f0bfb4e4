using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>Verifies archives of a host beside what their schedules say.</summary>
public static class ScheduledArchiveVerificationExtensions
{
    /// <summary>What verifying the whole archive now asks for: what its <see cref="ScheduledArchive.Verify"/> says, without a budget.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="clock">The clock.</param>
    public static VerificationRequest ToVerificationRequest(this ScheduledArchive archive, TimeProvider clock)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(clock);
        var (audit, verify) = (archive.RequestAt(clock.GetUtcNow()), archive.Verify ?? new ScheduledVerify());
        return new VerificationRequest
        {
            Channels = audit.Channels,
            Qualities = audit.Qualities,
            Exclude = audit.Exclude,
            Settle = audit.Settle,
            Tolerance = audit.Tolerance,
            Level = verify.Level,
            OnlySelected = verify.OnlySelected,
            BytesPerSecond = verify.BytesPerSecond,
        };
    }

    /// <summary>Verifies the archive once, and has its ledger remember what is found.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="request">What is verified.</param>
    /// <param name="write">Is told each record, as <see cref="SegmentArchiveVerificationExtensions.VerifyAsync"/> tells them, and waited
    /// for.</param>
    /// <param name="context">The clock, and who is told how far it is; nothing else of it counts.</param>
    /// <param name="cancellationToken">Stops it between two reads; what has been verified is remembered.</param>
    /// <exception cref="AuditFailedException">The archive cannot be read.</exception>
    /// <exception cref="Ledger.LedgerException">The ledger cannot be written, or a verification is under way.</exception>
    /// <exception cref="PlatformNotSupportedException">Files cannot be verified on this system.</exception>
    public static Task VerifyAsync(
        this ScheduledArchive archive,
        VerificationRequest request,
        Func<VerificationRecord, ValueTask> write,
        VerificationContext context,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(write);
        ArgumentNullException.ThrowIfNull(context);
        var clock = context.TimeProvider;
        var gate = new ReadingGate(window: null, archive.TimeZone, () => false, clock);
        var pass = new VerifyPass(new VerifyTally(archive.Name!, request.Level, metrics: null), gate, _ => { })
        {
            Request = request,
            Write = write,
            Progress = context.Progress,
        };
        return new VerifyWork(archive, clock).RunAsync(pass, cancellationToken);
    }
}
