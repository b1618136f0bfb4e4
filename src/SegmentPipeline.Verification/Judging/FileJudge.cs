using System.Buffers;
using System.Security.Cryptography;

namespace SegmentPipeline;

/// <summary>Judges files one after the other. A worker has one of its own; its buffer serves all files.</summary>
/// <remarks>Source: docs/verification.md §1 and §2. Not for several threads at once.</remarks>
internal sealed class FileJudge : IDisposable
{
    private const int BufferBytes = 1024 * 1024;
    private const int HashLength = 32;

    private readonly byte[] _buffer = ArrayPool<byte>.Shared.Rent(BufferBytes);
    private readonly FileReader _file = new();
    private IncrementalHash? _hash;

    /// <summary>Reads a file as far as the level asks, and says what is wrong with it.</summary>
    /// <param name="fullPathUtf8">The path, as bytes. Links are followed.</param>
    /// <param name="name">What its name promises; null if it has no name of a segment, and is judged by its structure alone.</param>
    /// <param name="level">How far to look.</param>
    /// <param name="beforeRead">Is told how many bytes are read next, and comes back when they may be.</param>
    /// <param name="cancellationToken">Stops between two reads.</param>
    /// <exception cref="OperationCanceledException">The caller's token was cancelled.</exception>
    internal FileVerdict Judge(
        ReadOnlyMemory<byte> fullPathUtf8,
        SegmentName? name,
        VerificationLevel level,
        Action<int>? beforeRead,
        CancellationToken cancellationToken)
    {
        byte[] path = [.. fullPathUtf8.Span, 0];
        if (level == VerificationLevel.Sizes) return JudgeSize(path, name);
        if (_file.Open(path) is { } fault) return FileVerdict.Unread(fault);
        try
        {
            return JudgeContent(name, level, beforeRead, cancellationToken);
        }
        finally
        {
            _file.Dispose();
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _hash?.Dispose();
        ArrayPool<byte>.Shared.Return(_buffer);
    }

    private static FileVerdict JudgeSize(ReadOnlySpan<byte> terminatedPath, SegmentName? name)
    {
        if (LibC.StatOf(terminatedPath, LibC.StatType | LibC.StatSize) is not { } stat) return FileVerdict.Unread(FileWords.LastFault());
        if (!stat.IsRegularFile) return FileVerdict.Unread(FileWords.NoRegularFile);
        var sizeBytes = (long)stat.SizeBytes;
        return new FileVerdict
        {
            Outcome = ReadingOutcome.Judged,
            SizeBytes = sizeBytes,
            Causes = SizeJudge.FindCauses(sizeBytes, name?.Kind),
        };
    }

    private FileVerdict JudgeContent(
        SegmentName? name, VerificationLevel level, Action<int>? beforeRead, CancellationToken cancellationToken)
    {
        _hash ??= IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        var sizeBytes = _file.SizeBytes;
        var causes = new List<CorruptCause>();
        long offset = 0;
        while (level == VerificationLevel.Full && offset < sizeBytes)
        {
            cancellationToken.ThrowIfCancellationRequested();
            var length = (int)Math.Min(BufferBytes, sizeBytes - offset);
            beforeRead?.Invoke(length);
            var read = _file.ReadAt(_buffer.AsSpan(0, length), offset, out var fault);
            if (fault is not null) return FileVerdict.Unread(fault, offset);
            if (read == 0) break;
            _hash.AppendData(_buffer, 0, read);
            offset += read;
        }

        Span<byte> actual = stackalloc byte[HashLength];
        _hash.GetHashAndReset(actual);
        var isPromised = name is not { } promised || level != VerificationLevel.Full || promised.Promises(actual);
        if (!isPromised) causes.Add(HashCause(name!.Value, actual));
        causes.AddRange(SizeJudge.FindCauses(offset > 0 ? offset : sizeBytes, name?.Kind));
        return new FileVerdict { Outcome = ReadingOutcome.Judged, SizeBytes = sizeBytes, BytesRead = offset, Causes = causes };
    }

    private static CorruptCause HashCause(SegmentName name, ReadOnlySpan<byte> actual) => new()
    {
        Cause = CorruptCauseKind.Hash,
        Expected = System.Text.Encoding.ASCII.GetString(name.HashUtf8),
        Actual = System.Buffers.Text.Base64Url.EncodeToString(actual),
    };
}
