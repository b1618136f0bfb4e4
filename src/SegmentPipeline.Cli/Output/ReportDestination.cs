using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>Standard output, a device or a pipe, or the file of <c>--output</c>, which is there whole or not at all.</summary>
internal sealed class ReportDestination : IDisposable
{
    private const string StandardOutput = "standard output";
    private const string StandardOutputLink = "/proc/self/fd/1";

    private readonly string _name;
    private readonly FileStream? _special;
    private readonly AtomicFile? _file;
    private readonly string? _path;
    private DigestedStream? _digest;

    private ReportDestination(string name, Stream stream) => (_name, Stream) = (name, new ReportStream(stream, name));

    private ReportDestination(string name, FileStream special)
        : this(name, (Stream)special) => _special = special;

    private ReportDestination(string name, string path, AtomicFile file)
        : this(name, (Stream)file.Stream) => (_file, _path) = (file, path);

    internal Stream Stream { get; private set; }

    /// <summary>What was written to a file, if <see cref="KeepDigest"/> was called before; else null.</summary>
    internal LedgerReport? Written => _digest is { } digest
        ? new LedgerReport { Path = _path!, Bytes = digest.Count, Sha256 = digest.Sha256 }
        : null;

    /// <summary>For copying by the kernel: the file itself if there is one, else <see cref="Stream"/>. What goes wrong there is an
    /// <see cref="IOException"/>.</summary>
    internal Stream Target => _file?.Stream ?? Stream;

    /// <summary>Opens what <c>--output</c> names, or standard output if it names nothing. That it can be written is found now, before
    /// there is anything to write.</summary>
    /// <exception cref="ReportException">It cannot.</exception>
    /// <exception cref="OperationCanceledException">It is a named pipe, and was told to stop before anybody read from it.</exception>
    internal static ReportDestination Open(string? output, Surroundings surroundings, CancellationToken cancellationToken = default)
    {
        var name = output ?? StandardOutput;
        try
        {
            if (output is null) return OfStandardOutput(surroundings, name);
            var path = LinkedPath.Follow(Path.GetFullPath(output, surroundings.Directory));
            if (path == StandardOutputLink) return OfStandardOutput(surroundings, name);
            return OpenSpecial(path, cancellationToken) is { } special
                ? new ReportDestination(name, special)
                : new ReportDestination(name, path, AtomicFile.Open(path));
        }
        catch (Exception cause) when (ReportException.IsOfTheDisk(cause) || cause is ArgumentException)
        {
            throw new ReportException(name, cause);
        }
    }

    /// <summary>Makes the digest of what is written from now on to <see cref="Stream"/>, if that is a file.</summary>
    internal void KeepDigest()
    {
        if (_file is null) return;
        _digest = new DigestedStream(_file.Stream);
        Stream = new ReportStream(_digest, _name);
    }

    /// <summary>Gives the report its name. Call it once the report is whole; without it a file is thrown away.</summary>
    internal void Commit()
    {
        Stream.Flush();
        try
        {
            _file?.Commit();
        }
        catch (Exception cause) when (ReportException.IsOfTheDisk(cause))
        {
            throw new ReportException(_name, cause);
        }
    }

    /// <summary>Says in a line what a file has been given; of what is no file, whoever reads it knows.</summary>
    internal void Tell(TextWriter error, string what)
    {
        if (_file is not null) error.WriteLine($"Wrote {VisibleText.MakeVisible(_name)}: {what}");
    }

    public void Dispose()
    {
        _special?.Dispose();
        _digest?.Dispose();
        _file?.Dispose();
    }

    private static ReportDestination OfStandardOutput(Surroundings surroundings, string name) =>
        surroundings.Output is ClosedStream ? throw ClosedStream.Fault : new ReportDestination(name, surroundings.Output);

    /// <summary>A device or a pipe, which can be neither replaced nor renamed; null if the name is a file's or nobody's.</summary>
    private static FileStream? OpenSpecial(string path, CancellationToken cancellationToken)
    {
        if (Directory.Exists(path)) throw new IOException("it is a directory");
        var isDevice = path.StartsWith("/proc/", StringComparison.Ordinal)
            || (path.StartsWith("/dev/", StringComparison.Ordinal) && !path.StartsWith("/dev/shm/", StringComparison.Ordinal));
        if (!isDevice && !File.Exists(path)) return null;

        // A named pipe opens when its reader comes, which may be never; no signal ends that wait.
        var existing = Task.Run(
                () => new FileStream(path, FileMode.Open, FileAccess.Write, FileShare.ReadWrite, bufferSize: 0),
                CancellationToken.None)
            .WaitAsync(cancellationToken).GetAwaiter().GetResult();
        if (isDevice || !existing.CanSeek) return existing;
        existing.Dispose();
        return null;
    }
}
