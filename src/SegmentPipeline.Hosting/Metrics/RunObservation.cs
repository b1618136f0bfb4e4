namespace SegmentPipeline.Hosting;

/// <summary>One run as the metrics see it. Give it every record of the audit and, as <see cref="AuditContext.Progress"/>, the audit's
/// progress; say at the end how the run ended. A run that is disposed before that counts as failed.</summary>
/// <remarks>Progress may be told from other threads while records are taken; the rest belongs to one caller. Memory is bounded by
/// <see cref="PipelineMetricsOptions.MaxStreams"/>, not by the archive.</remarks>
public sealed class RunObservation : IProgress<AuditProgress>, IDisposable
{
    private readonly ArchiveSeries _archive;
    private readonly RunInstruments _instruments;
    private readonly TimeProvider _clock;
    private readonly StreamTally _tally;
    private readonly Dictionary<(DeltaChange Change, CoverageClass? Class), long> _changes = [];
    private readonly long _began;
    private long _lostMicroseconds;
    private SummaryRecord? _summary;
    private AuditProgress _told;
    private bool _hasEnded;

    internal RunObservation(ArchiveSeries archive, RunInstruments instruments, TimeProvider clock, int maxStreams)
    {
        _archive = archive;
        _instruments = instruments;
        _clock = clock;
        _tally = new StreamTally(maxStreams);
        _began = clock.GetTimestamp();
        instruments.Begin(archive.Name);
    }

    /// <summary>Takes one record of the audit. Gauges change only when the run has ended.</summary>
    /// <param name="record">The record; those that no metric is about are passed over.</param>
    public void Add(AuditRecord record)
    {
        ArgumentNullException.ThrowIfNull(record);
        if (record is StreamRecord stream) _tally.Add(stream);
        else if (record is DeltaRecord delta) Add(delta);
        else if (record is SummaryRecord summary) _summary = summary;
    }

    /// <summary>Counts hours and bytes as they are read, also of a run that fails later. What comes after the end is passed over.</summary>
    /// <param name="value">How far the audit is. If it falls, the audit has begun anew, and what it reads again is counted again.</param>
    public void Report(AuditProgress value)
    {
        if (_hasEnded) return;
        var former = value.HoursDone < _told.HoursDone ? default : _told;
        _told = value;
        var recalled = Math.Max(0, value.HoursRecalled - former.HoursRecalled);
        _instruments.AddHours(_archive.Name, Math.Max(0, value.HoursDone - former.HoursDone - recalled), recalled);
        _instruments.AddNameBytes(_archive.Name, Math.Max(0, value.NameBytes - former.NameBytes));
    }

    /// <summary>Ends the run. One that read everything makes the archive's gauges, and its differences count; one that could not
    /// read everything changes only what cannot be a lower bound: unknown time and the findings.</summary>
    /// <param name="audited">How its audit ended. An outcome that promises completeness, without a complete summary among
    /// the records, counts as incomplete.</param>
    /// <exception cref="InvalidOperationException">The run has ended already.</exception>
    public void Complete(AuditOutcome audited)
    {
        if (_hasEnded) throw new InvalidOperationException("the run has ended already; begin another observation for another run");
        var outcome = RunOutcome.WordFor(audited, _summary);
        if (RunOutcome.IsComplete(outcome)) PublishComplete();
        else if (audited == AuditOutcome.Incomplete && _summary is { } summary) _archive.PublishIncomplete(_tally, summary.Findings);
        End(outcome);
    }

    /// <summary>Ends the run as failed, unless it has ended.</summary>
    public void Dispose()
    {
        if (!_hasEnded) End(RunOutcome.Failed);
    }

    private void Add(DeltaRecord delta)
    {
        var key = (delta.Change, delta.Class);
        _changes[key] = _changes.GetValueOrDefault(key) + 1;
        if (delta.Change == DeltaChange.Lost) _lostMicroseconds += delta.Range.Microseconds;
    }

    /// <summary>A difference counts once: a run that does not become the base of the next one tells the same again.</summary>
    private void PublishComplete()
    {
        _archive.Publish(_tally, _summary!.Findings, _clock.GetUtcNow());
        foreach (var (key, count) in _changes) _instruments.AddChanges(_archive.Name, key.Change, key.Class, count);
        _instruments.AddLost(_archive.Name, _lostMicroseconds);
    }

    private void End(string outcome)
    {
        _hasEnded = true;
        _instruments.End(_archive.Name, outcome, _clock.GetElapsedTime(_began));
    }
}
