namespace SegmentPipeline.Profiling;

/// <summary>The directory of one trace, for this user only, gone when disposed of.</summary>
internal sealed class TraceDirectory : IDisposable
{
    internal const string Prefix = "pipeline-profile-";

    private readonly string _path;

    private TraceDirectory(string path) => _path = path;

    /// <summary>What the runtime sends.</summary>
    internal string TracePath => Path.Combine(_path, "trace.nettrace");

    /// <summary>The same with its names resolved.</summary>
    internal string ResolvedPath => Path.Combine(_path, "trace.etlx");

    /// <summary>Makes the file of <see cref="TracePath"/>.</summary>
    internal FileStream CreateTrace() => new(TracePath, FileMode.CreateNew, FileAccess.Write, FileShare.Read, bufferSize: 0);

    /// <exception cref="ProfilingException">There is no such place, or it cannot be written to.</exception>
    internal static TraceDirectory Create(string parent)
    {
        var path = Path.Combine(parent, $"{Prefix}{Guid.NewGuid():N}");
        try
        {
            if (!Directory.Exists(parent)) throw new IOException($"there is no directory {parent}");
            if (OperatingSystem.IsWindows()) Directory.CreateDirectory(path);
            else Directory.CreateDirectory(path, UnixFileMode.UserRead | UnixFileMode.UserWrite | UnixFileMode.UserExecute);
            return new TraceDirectory(path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            throw new ProfilingException($"cannot keep a trace in {parent}: {cause.Message.TrimEnd('.')}", cause);
        }
    }

    public void Dispose()
    {
        if (Directory.Exists(_path)) Directory.Delete(_path, recursive: true);
    }
}
