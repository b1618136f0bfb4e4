using System.Text.Unicode;

namespace SegmentPipeline;

/// <summary>An archive of time-named video segments: the front door of the library.</summary>
/// <remarks>
/// The archive is a directory tree <c>ROOT/CHANNEL/QUALITY/HOUR/TIME-DURATION-TYPE-HASH.ts</c>. The library only reads it and never
/// changes it. Many threads may call all methods at once, and many audits and selections may run side by side. Nothing runs between
/// calls, and a call that has ended leaves nothing running. What is wrong with the archive is data in the results. An exception means
/// that a result cannot be had (<see cref="AuditFailedException"/>), that an argument is wrong (<see cref="ArgumentException"/>), or that
/// the caller cancelled.
/// </remarks>
/// <example>
/// <code>
/// await using var archive = SegmentArchive.Open("/srv/archive");
/// await foreach (var record in archive.AuditAsync(new AuditRequest()))
/// {
///     if (record is HoleFinding hole) Console.WriteLine($"{hole.Stream} {hole.Range}");
/// }
/// </code>
/// </example>
public sealed partial class SegmentArchive : IAsyncDisposable
{
    private readonly IArchiveStore _store;
    private readonly TimeProvider _clock;
    private readonly HourCache _hours;
    private readonly StreamFinder _streams;
    private readonly SequenceSelector _selector;
    private readonly MomentExplainer _explainer;
    private readonly ReadThreads _threads = new();
    private RemoteArchive? _remote;
    private bool _isDisposed;

    private SegmentArchive(string root, SegmentArchiveOptions options, IArchiveStore store)
    {
        ArgumentOutOfRangeException.ThrowIfNegative(options.HourCacheBytes);
        WholeMicroseconds.ThrowIfNot(options.Tolerance, "tolerance", nameof(options));
        var tolerance = options.Tolerance.Ticks / TimeSpan.TicksPerMicrosecond;
        Root = root;
        _store = store;
        _clock = options.TimeProvider;
        _hours = new HourCache(_store, store is DiskStore ? _threads : null, options.HourCacheBytes, options.TimeProvider);
        _streams = new StreamFinder(_store);
        _selector = new SequenceSelector(_store, _streams, _hours, tolerance);
        _explainer = new MomentExplainer(_store, _streams, _selector, tolerance, options.TimeProvider);
    }

    /// <summary>Name of the source of activities, by which a host's tracing sees audits, selections, cuts and requests.</summary>
    public const string ActivitySourceName = Tracing.SourceName;

    /// <summary>Absolute path of the archive; of one that is kept elsewhere, its address.</summary>
    public string Root { get; }

    /// <summary>Whether the archive is kept elsewhere than on a disk of this machine.</summary>
    public bool IsRemote => _remote is not null;

    /// <summary>Opens an archive. The call asks the disk whether the directory exists, but reads nothing in it.</summary>
    /// <param name="root">The directory that holds the channels, absolute or from the current directory.</param>
    /// <param name="options">How the archive works; null for the defaults.</param>
    /// <exception cref="ArgumentException">The path is empty, or an option is out of range.</exception>
    /// <exception cref="AuditFailedException">The directory does not exist, and <see cref="SegmentArchiveOptions.MayBeAbsent"/> is false. A
    /// directory that the process may not look at counts as one that exists.</exception>
    public static SegmentArchive Open(string root, SegmentArchiveOptions? options = null)
    {
        var reader = options is { UsesPlatformReader: true } ? PortableDirectoryReader.Instance : DirectoryReader.Best;
        var archive = Open(root, options, reader);
        if (options is not { MayBeAbsent: true } && !MayExist(archive.Root))
            throw new AuditFailedException(
                $"cannot read the archive {DirectoryPath.FromText(archive.Root)}: there is no such directory; give the directory that holds the channels"
            );
        return archive;
    }

    /// <summary>Opens an archive that is kept elsewhere. Nothing is asked of it yet.</summary>
    /// <param name="archive">The archive.</param>
    /// <param name="options">How it is worked with; null for the defaults.</param>
    /// <exception cref="ArgumentException">The address is empty, or an option is out of range.</exception>
    public static SegmentArchive OpenRemote(RemoteArchive archive, SegmentArchiveOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(archive);
        ArgumentException.ThrowIfNullOrWhiteSpace(archive.Address, nameof(archive));
        return new SegmentArchive(archive.Address, options ?? new SegmentArchiveOptions(), new RemoteStore(archive)) { _remote = archive };
    }

    /// <summary>Finds the streams of the archive, without those that <see cref="AuditDefaults.Exclude"/> leaves out.</summary>
    /// <param name="cancellationToken">Stops the search between two channels.</param>
    /// <returns>The streams, by channel then quality, by the bytes of their names.</returns>
    /// <exception cref="AuditFailedException">The root cannot be read, or is not an archive.</exception>
    public Task<IReadOnlyList<StreamId>> GetStreamsAsync(CancellationToken cancellationToken = default) =>
        FindStreamsAsync(new AuditRequest(), cancellationToken);

    /// <summary>Finds the streams of the archive that a request is about.</summary>
    /// <param name="request">Which channels and qualities, and what is left out; nothing else of it matters but that a window may leave out
    /// all hours of an archive.</param>
    /// <param name="cancellationToken">Stops the search between two channels.</param>
    /// <returns>The streams, by channel then quality, by the bytes of their names.</returns>
    /// <exception cref="ArgumentException">The request breaks rules; the message names all of them.</exception>
    /// <exception cref="StreamNotFoundException">A channel or quality asked for does not exist.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, or is not an archive.</exception>
    public async Task<IReadOnlyList<StreamId>> FindStreamsAsync(AuditRequest request, CancellationToken cancellationToken = default)
    {
        using var planner = new AuditPlanner(_store, Check(request));
        var plan = await Task.Run(() => planner.MakeAsync(cancellationToken), cancellationToken).ConfigureAwait(false);
        return plan.Streams.Select(stream => stream.Id).ToList();
    }

    /// <summary>Finds out whether an audit could be made now, for hosts that are asked whether they are ready. The call reads directories
    /// until it finds an hour, at most as many as the plan of the audit reads; this may take a while.</summary>
    /// <param name="request">The audit.</param>
    /// <param name="cancellationToken">Stops the search between two channels.</param>
    /// <exception cref="ArgumentException">The request breaks rules; the message names all of them.</exception>
    /// <exception cref="StreamNotFoundException">A channel or quality asked for does not exist.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, or is not an archive.</exception>
    public Task EnsureAuditableAsync(AuditRequest request, CancellationToken cancellationToken = default) =>
        new ArchiveProbe(_store, Check(request)).CheckAsync(cancellationToken);

    /// <summary>Selects the playable sequence of a range: the best segments in time order, and where the sequence breaks.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="range">The range. An empty range is no error: it gives the segment that covers its start, if there is one.</param>
    /// <param name="holes">What to do about holes.</param>
    /// <param name="cancellationToken">Stops the wait; a reading for which other callers wait goes on.</param>
    /// <returns>
    /// The sequence. Costs one listing of each hour, from the hour before the range to the end of the range. Hours that were read before
    /// are reused while their directories do not change, as many as <see cref="SegmentArchiveOptions.HourCacheBytes"/> can hold. If an
    /// hour changes while it is being read, the next call sees the change.
    /// </returns>
    /// <exception cref="HoleException">There is a hole, and holes are forbidden.</exception>
    /// <exception cref="StreamNotFoundException">There is no such channel or quality.</exception>
    /// <exception cref="AuditFailedException">The root or the stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>Source: semantics §3.</remarks>
    public Task<SegmentSequence> SelectAsync(
        StreamId stream, TimeRange range, HolePolicy holes = HolePolicy.Allow, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        return SelectAsync(new SelectionRequest { Stream = stream, Range = range, Holes = holes }, cancellationToken);
    }

    /// <summary>Selects the playable sequence of a range that is preferred.</summary>
    /// <param name="request">Of what, what is preferred, and what to do about holes.</param>
    /// <param name="cancellationToken">Stops the wait; a reading for which other callers wait goes on.</param>
    /// <returns>
    /// The sequence, with the cost of the other form; no further file is asked for its size. <see cref="SequencePreference.Complete"/>
    /// takes n log n steps for n segments that reach over each other without a break, and memory for these n.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">There is no such preference.</exception>
    /// <exception cref="HoleException">There is a hole, and holes are forbidden.</exception>
    /// <exception cref="StreamNotFoundException">There is no such channel or quality.</exception>
    /// <exception cref="AuditFailedException">The root or the stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>Source: semantics §3.</remarks>
    public Task<SegmentSequence> SelectAsync(SelectionRequest request, CancellationToken cancellationToken)
    {
        ArgumentNullException.ThrowIfNull(request);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return ReadAsync(() => _selector.SelectAsync(request, cancellationToken), cancellationToken);
    }

    /// <summary>Says why a moment is covered as it is: what covers it, or why nothing does; how far this range goes; and what became of
    /// every file that touches the moment.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="moment">The moment.</param>
    /// <param name="settle">How long before now the recorder may still be writing; time after that is not judged. Whole microseconds, not
    /// negative. Null: <see cref="AuditDefaults.Settle"/>.</param>
    /// <param name="cancellationToken">Stops the search within one hour directory.</param>
    /// <returns>
    /// The explanation. Class and range are those of an audit without a window, to the microsecond, with the tolerance of
    /// <see cref="SegmentArchiveOptions.Tolerance"/>. Costs one listing of the stream's directory and some of each hour that the range
    /// reaches into: hours that have no directory cost nothing, however long a hole is. Memory does not grow with the range's segments, and
    /// the lists are bounded.
    /// </returns>
    /// <exception cref="ArgumentOutOfRangeException">The moment lies outside the years 1 to 9999, or the settle time is negative or no
    /// whole number of microseconds.</exception>
    /// <exception cref="StreamNotFoundException">There is no such channel or quality.</exception>
    /// <exception cref="AuditFailedException">The root or the stream cannot be read.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    /// <remarks>Source: semantics §1 to §4.</remarks>
    public Task<MomentExplanation> ExplainAsync(
        StreamId stream, Timestamp moment, TimeSpan? settle = null, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var settled = settle ?? AuditDefaults.Settle;
        WholeMicroseconds.ThrowIfNot(settled, "settle time", nameof(settle));
        if (moment.Hour < Hour.Earliest || moment.Hour > Hour.Latest)
            throw new ArgumentOutOfRangeException(nameof(moment), "the moment lies outside the years 1 to 9999");
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        return Task.Run(() => _explainer.ExplainAsync(stream, moment, settled, cancellationToken), cancellationToken);
    }

    /// <summary>Finds the file of a segment, for a host that serves the file's content.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour in whose directory the file lies.</param>
    /// <param name="name">The file's name; any text, as it comes from a request.</param>
    /// <returns>
    /// The absolute path of a plain file whose name keeps to the grammar, or null. The path never leads outside the archive, to a hidden or
    /// temporary file, to a file that a tombstone has withdrawn, or to anything behind a symbolic link. Superseded segments are found,
    /// because a player may still hold a playlist that names them. The call asks the file system about each directory on the way, and
    /// reads no directory. The result is also null for a stream whose name is not UTF-8, because no text is its path, and for an archive
    /// that is kept elsewhere.
    /// </returns>
    /// <remarks>Source: semantics §1.</remarks>
    public string? FindFile(StreamId stream, Hour hour, string name)
    {
        ArgumentNullException.ThrowIfNull(stream);
        ArgumentNullException.ThrowIfNull(name);
        if (IsRemote) return null;
        // A disk answers at once.
        var directory = _streams.PlanOfAsync(stream, CancellationToken.None).AsTask().GetAwaiter().GetResult().Directory;
        return Utf8.IsValid(directory.Bytes) ? SegmentFile.Find(Root, directory.Utf8, hour, name) : null;
    }

    /// <summary>Forgets the hours that were kept. Calls under way end as usual; new calls are refused.</summary>
    public ValueTask DisposeAsync()
    {
        _isDisposed = true;
        _hours.Clear();
        return ValueTask.CompletedTask;
    }

    internal static SegmentArchive Open(string root, SegmentArchiveOptions? options, IDirectoryReader reader)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(root);
        var path = Path.TrimEndingDirectorySeparator(Path.GetFullPath(root));
        return new SegmentArchive(path, options ?? new SegmentArchiveOptions(), new DiskStore(DirectoryPath.FromText(path), reader));
    }

    private static bool MayExist(string directory)
    {
        try
        {
            return (File.GetAttributes(directory) & FileAttributes.Directory) != FileAttributes.None;
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            return fault is not (FileNotFoundException or DirectoryNotFoundException);
        }
    }
}
