namespace SegmentPipeline;

/// <summary>Judges files one after the other. A worker has one of its own; its buffer serves all files.</summary>
/// <remarks>Source: docs/verification.md §1 and §2. Not for several threads at once.</remarks>
internal sealed class FileJudge : IDisposable
{
    private const int BufferBytes = 1024 * 1024;

    private readonly FileReader _file = new();
    private readonly FileContent _content = new(new TransportReader());
    private readonly ContentReader _reader;

    internal FileJudge()
        : this(BufferBytes)
    {
    }

    /// <summary>With a buffer of one's own size, so that tests see what happens at its end.</summary>
    internal FileJudge(int bufferBytes) => _reader = new ContentReader(bufferBytes);

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
        var fault = _file.Open(path);
        if (fault is not null) return FileVerdict.Unread(fault);
        try
        {
            _content.Start(name, level);
            fault = _reader.Read(_file, _content, new Pace(beforeRead, cancellationToken), out var bytesRead);
            return fault is null ? MakeVerdict(bytesRead) : FileVerdict.Unread(fault, bytesRead);
        }
        finally
        {
            _file.Dispose();
        }
    }

    public void Dispose()
    {
        _file.Dispose();
        _reader.Dispose();
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

    private FileVerdict MakeVerdict(long bytesRead)
    {
        var causes = CauseTable.FindAll(_content);
        return new FileVerdict
        {
            Outcome = ReadingOutcome.Judged,
            SizeBytes = _file.SizeBytes,
            BytesRead = bytesRead,
            Causes = causes,
            Origin = CauseTable.FindOrigin(_content, causes),
            Clock = MediaLength.MeasureClock(_content),
        };
    }
}
