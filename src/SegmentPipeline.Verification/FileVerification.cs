using System.Runtime.CompilerServices;

namespace SegmentPipeline.Verification;

/// <summary>Looks into files that are named one by one, in an archive or anywhere else.</summary>
public static class FileVerification
{
    /// <summary>Judges files, one after the other.</summary>
    /// <param name="paths">Their paths; a byte that is not UTF-8 as <c>\xNN</c>.</param>
    /// <param name="level">How far they are looked into.</param>
    /// <param name="cancellationToken">Stops it between two reads.</param>
    /// <returns>A <see cref="SingleFileRecord"/> for each, in their order. A file whose name is that of a segment is held against it; any other
    /// is judged by its structure alone, as a full segment would be.</returns>
    /// <exception cref="PlatformNotSupportedException">This system is not Linux, or has no OpenSSL, without which nothing is
    /// hashed.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>Source: docs/verification.md §2.</remarks>
    public static IAsyncEnumerable<SingleFileRecord> VerifyAsync(
        IReadOnlyList<string> paths, VerificationLevel level = VerificationLevel.Full, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(paths);
        if (!Enum.IsDefined(level)) throw new ArgumentOutOfRangeException(nameof(level), level, "no such level");
        if (level == VerificationLevel.Full && HashingSupport.Fault is { } missing) throw new PlatformNotSupportedException(missing);
        if (!OperatingSystem.IsLinux()) throw new PlatformNotSupportedException("files can be verified on Linux only");
        return EnumerateAsync(paths, level, cancellationToken);
    }

    private static async IAsyncEnumerable<SingleFileRecord> EnumerateAsync(
        IReadOnlyList<string> paths, VerificationLevel level, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        using var judge = new FileJudge();
        foreach (var path in paths)
            yield return await Task.Run(() => Judge(judge, path, level, cancellationToken), cancellationToken).ConfigureAwait(false);
    }

    private static SingleFileRecord Judge(FileJudge judge, string path, VerificationLevel level, CancellationToken cancellationToken)
    {
        var bytes = RawName.Unescape(path);
        var name = bytes.AsMemory(bytes.AsSpan().LastIndexOf((byte)'/') + 1);
        var isSegment = SegmentName.TryParse(name, out var promised) && promised.Kind != SegmentKind.Temporary;
        var verdict = judge.Judge(bytes, isSegment ? promised : null, level, beforeRead: null, cancellationToken);
        return new SingleFileRecord
        {
            Path = path,
            State = StateOf(verdict),
            SizeBytes = verdict.SizeBytes,
            Origin = verdict.Origin,
            Causes = verdict.Causes,
            MediaMicroseconds = verdict.Clock is { } clock ? (clock.EndPts - clock.FirstPts) * 100 / 9 : null,
            Cause = verdict.Fault,
        };
    }

    private static SingleFileState StateOf(FileVerdict verdict) => verdict.Outcome switch
    {
        ReadingOutcome.Judged => verdict.Causes.Count > 0 ? SingleFileState.Corrupt : SingleFileState.Right,
        ReadingOutcome.Unreadable => SingleFileState.Unreadable,
        ReadingOutcome.Vanished => SingleFileState.Vanished,
        _ => throw new ArgumentOutOfRangeException(nameof(verdict), verdict.Outcome, "no such outcome"),
    };
}
