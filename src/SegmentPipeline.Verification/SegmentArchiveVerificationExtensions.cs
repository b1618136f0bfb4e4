namespace SegmentPipeline.Verification;

/// <summary>What an archive can be asked about the contents of its files.</summary>
public static class SegmentArchiveVerificationExtensions
{
    /// <summary>Reads files of an archive and says which of them are not what their names promise, or no sound transport streams.</summary>
    /// <param name="archive">The archive; on a disk of this machine.</param>
    /// <param name="request">What is verified; null for everything.</param>
    /// <param name="context">What it is done with; null for the defaults.</param>
    /// <param name="cancellationToken">Stops it between two reads.</param>
    /// <returns>
    /// The records, while files are being read: a <see cref="VerificationHeaderRecord"/>; a <see cref="ScheduleRecord"/> if there is a rate
    /// or a budget; what is found, in the order in which hours are read, and of an hour by start; at the end a
    /// <see cref="VerificationSummaryRecord"/>. The same archive and request give the same records, however many files are read at once.
    /// Memory is that of a few hours, and of a few numbers an hour if hours are counted first. A caller that leaves the loop early stops
    /// it. If it fails or is cancelled after the hours are known, the summary still comes last and is not complete; then the exception
    /// follows.
    /// </returns>
    /// <exception cref="ArgumentException">The request or the context breaks rules, or the archive is kept elsewhere.</exception>
    /// <exception cref="PlatformNotSupportedException">This system is not Linux, or has no OpenSSL, without which nothing is
    /// hashed.</exception>
    /// <exception cref="StreamNotFoundException">A channel or quality asked for does not exist.</exception>
    /// <exception cref="VerificationScheduleException">Rate and budget do not reach <see cref="VerificationRequest.Within"/>.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, is not an archive, is out of sight, or the figures do not
    /// balance.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>Source: docs/verification.md.</remarks>
    public static IAsyncEnumerable<VerificationRecord> VerifyAsync(
        this SegmentArchive archive,
        VerificationRequest? request = null,
        VerificationContext? context = null,
        CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(archive);
        (request, context) = (request ?? new VerificationRequest(), context ?? new VerificationContext());
        List<string> faults = [.. request.Validate(), .. context.Validate()];
        if (archive.IsRemote) faults.Add("only an archive on a disk of this machine can be verified");
        if (faults.Count > 0) throw new ArgumentException(string.Join("; ", faults), nameof(request));
        var hashes = request.Level == VerificationLevel.Full || context.Memory is not null;
        if (hashes && HashingSupport.Fault is { } missing) throw new PlatformNotSupportedException(missing);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("an archive can be verified on Linux only");
        return EnumerateAsync(archive, request, context, cancellationToken);
    }

    private static async IAsyncEnumerable<VerificationRecord> EnumerateAsync(
        SegmentArchive archive,
        VerificationRequest request,
        VerificationContext context,
        [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var run = new VerificationRun(archive, request, context, cancellationToken);
        await foreach (var record in run.ReadAllAsync().ConfigureAwait(false)) yield return record;
    }
}
