using Microsoft.Extensions.Options;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Scheduling;

/// <summary>What the ledgers of scheduled archives know. Reads files, also while an audit writes to them; call it where that may take a
/// while.</summary>
public sealed class ArchiveHistory
{
    private readonly IOptions<ServeOptions> _options;

    internal ArchiveHistory(IOptions<ServeOptions> options) => _options = options;

    /// <summary>The newest runs of an archive, newest first.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="stream">Only runs that audited or filled this stream; null for all.</param>
    /// <param name="kind">Only runs of this kind; null for all.</param>
    /// <returns>The runs; none if there is no ledger yet.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyList<LedgerRun> Runs(string name, int most, StreamId? stream = null, LedgerRunKind? kind = null)
    {
        using var ledger = Open(ArchiveOf(name));
        return ledger is null ? [] : ledger.Runs(most, stream, kind);
    }

    /// <summary>The newest runs of an archive, newest first; of each only what it says as a whole.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <param name="most">How many at most.</param>
    /// <param name="stream">Only runs that audited or filled this stream; null for all.</param>
    /// <param name="kind">Only runs of this kind; null for all.</param>
    /// <returns>The runs; none if there is no ledger yet.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyList<LedgerRun> RunsWithoutStreams(string name, int most, StreamId? stream = null, LedgerRunKind? kind = null)
    {
        using var ledger = Open(ArchiveOf(name));
        return ledger is null ? [] : ledger.RunsWithoutStreams(most, stream, kind);
    }

    /// <summary>The streams of a run of an archive, by channel then quality.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <param name="run">Number of the run.</param>
    /// <param name="stream">Only this stream; null for all.</param>
    /// <returns>The streams; none if there is no such run any more.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyList<LedgerStreamRun> StreamsOf(string name, long run, StreamId? stream = null)
    {
        using var ledger = Open(ArchiveOf(name));
        return ledger is null ? [] : [.. ledger.StreamsOf(run, stream)];
    }

    /// <summary>Findings of an archive with their life spans: kind by kind, the open ones first, each by start.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many to pass over; what is passed over is read. The filter's <see cref="LedgerFindingFilter.After"/> costs
    /// nothing.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>The findings; none if it has never been audited.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyList<LedgerFinding> Findings(string name, LedgerFindingFilter filter, int skip, int most)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var ledger = Open(ArchiveOf(name));
        return ledger is null ? [] : [.. ledger.Findings(filter).Skip(skip).Take(most)];
    }

    /// <summary>Corrupt files of an archive with their life spans, by when they were found first.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <param name="filter">Which.</param>
    /// <param name="skip">How many to pass over; what is passed over is read.</param>
    /// <param name="most">How many at most.</param>
    /// <returns>The files; none if it has never been verified.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyList<LedgerCorrupt> CorruptFiles(string name, LedgerCorruptFilter filter, int skip, int most)
    {
        ArgumentNullException.ThrowIfNull(filter);
        using var ledger = Open(ArchiveOf(name));
        return ledger is null ? [] : [.. ledger.CorruptFiles(filter).Skip(skip).Take(most)];
    }

    /// <summary>Which audit has last changed what the ledger of an archive says of coverage. Costs little.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <returns>The version; that of no run if it has never been audited.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public LedgerVersion Version(string name)
    {
        using var ledger = Open(ArchiveOf(name));
        return ledger?.Version() ?? default;
    }

    /// <summary>How an archive is covered, as its complete audits found it.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <returns>The coverage; null if there is no ledger yet.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public LedgerCoverage? Coverage(string name)
    {
        using var ledger = Open(ArchiveOf(name));
        return ledger?.Coverage();
    }

    /// <summary>The first hour of each stream of an archive that nobody has verified.</summary>
    /// <param name="name">Name of the archive.</param>
    /// <returns>The hours; none of streams that were verified wholly, and none at all if nothing was ever verified.</returns>
    /// <exception cref="ArgumentException">No archive has that name.</exception>
    /// <exception cref="LedgerException">The ledger cannot be read.</exception>
    public IReadOnlyDictionary<StreamId, Hour> FirstUnverified(string name)
    {
        using var ledger = Open(ArchiveOf(name));
        return ledger?.FirstUnverified() ?? new Dictionary<StreamId, Hour>();
    }

    /// <summary>A ledger to read; null if there is none yet.</summary>
    internal static AuditLedger? Open(ScheduledArchive archive) => AuditLedger.TryOpenForReading(archive.LedgerPath);

    private ScheduledArchive ArchiveOf(string name) =>
        _options.Value.Archives.FirstOrDefault(archive => archive.Name == name)
        ?? throw new ArgumentException($"there is no archive '{name}'", nameof(name));
}
