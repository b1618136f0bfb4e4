using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>The metrics of audits, as the meter <see cref="MeterName"/>. Every instrument is described in <c>docs/metrics.md</c>.</summary>
/// <remarks>All members may be called from many threads. Gauges hand out what the last runs left behind, by reading one reference
/// an archive: observing never waits for a run, and no run waits for whoever observes.</remarks>
/// <example>
/// <code>
/// using var observation = metrics.Begin("main");
/// await foreach (var record in archive.AuditAsync(request, new AuditContext { Progress = observation }, cancellationToken))
/// observation.Take(record); observation.Complete(ExitCode.Success);
/// </code>
/// </example>
public sealed class PipelineMetrics
{
    /// <summary>Name of the meter.</summary>
    public const string MeterName = "SegmentPipeline";

    private readonly Lock _naming = new();
    private readonly TimeProvider _clock;
    private readonly PipelineMetricsOptions _options;
    private readonly RunInstruments _runs;
    private readonly ReplicaInstruments _replicas;
    private readonly VerificationInstruments _verifications;
    private readonly Counter<long> _messages;
    private readonly ArchiveSeries _others = new(PipelineMetricsOptions.Others, hasGauges: false);
    private volatile ArchiveSeries[] _archives = [];

    /// <summary>Makes the instruments. The factory owns the meter.</summary>
    /// <param name="meters">Makes the meter.</param>
    /// <param name="clock">Measures durations and ages; null for the system's.</param>
    /// <param name="options">The bounds; null for the defaults.</param>
    /// <exception cref="ArgumentOutOfRangeException">A bound is less than 1.</exception>
    public PipelineMetrics(IMeterFactory meters, TimeProvider? clock = null, PipelineMetricsOptions? options = null)
    {
        ArgumentNullException.ThrowIfNull(meters);
        _clock = clock ?? TimeProvider.System;
        _options = (options ?? new PipelineMetricsOptions()).Checked();
        var meter = meters.Create(MeterName);
        _runs = new RunInstruments(meter);
        _replicas = new ReplicaInstruments(meter);
        _verifications = new VerificationInstruments(meter);
        _messages = meter.CreateCounter<long>(
            "segmentpipeline.notify.messages", "{message}", "Messages to those who are told of archives, by what became of them.");
        VerificationInstruments.CreateGauges(meter, () => _archives, ObserveAges);
        foreach (var gauge in StreamGauge.All)
        {
            meter.CreateObservableGauge(gauge.Name, () => ObserveStreams(gauge), gauge.Unit, gauge.Description);
        }

        meter.CreateObservableGauge(
            "segmentpipeline.run.age", () => ObserveAges(archive => archive.Snapshot.CompletedAt), "s",
            "Time since the last complete run ended.");
        meter.CreateObservableGauge(
            "segmentpipeline.comparison.age", () => ObserveAges(archive => archive.Copies.CompletedAt), "s",
            "Time since the last complete comparison with other copies ended.");
        meter.CreateObservableGauge(
            "segmentpipeline.holes.verdict", () => _archives.SelectMany(archive => archive.Copies.Holes), "s",
            "Missing time, by where it can be filled from.");
        meter.CreateObservableGauge(
            "segmentpipeline.entries", () => Observe(archive => archive.Entries), "{entry}",
            "Directory entries in the last complete run, by fate.");
        meter.CreateObservableGauge(
            "segmentpipeline.findings", () => Observe(archive => archive.Findings), "{finding}",
            "Findings of the last run that came to its end.");
        meter.CreateObservableGauge(
            "segmentpipeline.streams.unlabelled", () => Observe(archive => archive.StreamsBeyond), "{stream}",
            "Streams beyond the bound, which are summed under one label.");
    }

    /// <summary>Whether an instrument has one series for each stream, so that whoever keeps series needs room for many.</summary>
    /// <param name="instrument">Any instrument, of any meter.</param>
    public static bool IsPerStream(Instrument instrument)
    {
        ArgumentNullException.ThrowIfNull(instrument);
        return instrument.Meter.Name == MeterName && StreamGauge.All.Any(gauge => gauge.Name == instrument.Name);
    }

    /// <summary>Begins a run.</summary>
    /// <param name="archiveName">What the host calls the archive; the value of the label <c>archive</c>.</param>
    /// <returns>What the run is to be told to; dispose it.</returns>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public RunObservation Begin(string archiveName) => new(Series(archiveName), _runs, _clock, _options.MaxStreams);

    /// <summary>Tells what the last complete run of an earlier process found, so that a host that has just started is not blind until
    /// its first run. Passed over if something as late is known already. Does not count as a run.</summary>
    /// <param name="archiveName">What the host calls the archive.</param>
    /// <param name="streams">The streams of that run, by name.</param>
    /// <param name="completedAt">When it ended.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void Seed(string archiveName, IEnumerable<StreamRecord> streams, DateTimeOffset completedAt)
    {
        ArgumentNullException.ThrowIfNull(streams);
        var series = Series(archiveName);
        var tally = new StreamTally(_options.MaxStreams);
        foreach (var stream in streams) tally.Add(stream);
        series.Seed(tally, completedAt);
    }

    /// <summary>Adds what filling an archive from another copy has come to. Adding nothing lets the counters begin at zero.</summary>
    /// <param name="archiveName">What the host calls the archive.</param>
    /// <param name="replica">What it calls the copy; the value of the label <c>replica</c>.</param>
    /// <param name="counts">What there is to add.</param>
    /// <exception cref="ArgumentException">A name is empty.</exception>
    public void AddFilled(string archiveName, string replica, ReplicaCounts counts)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(replica);
        _replicas.Add(Series(archiveName).Name, replica, counts);
    }

    /// <summary>Tells what a comparison of an archive with its other copies found.</summary>
    /// <param name="archiveName">What the host calls the archive.</param>
    /// <param name="holes">From where its missing time can be filled.</param>
    /// <param name="completedAt">When the comparison ended; null if it was not complete.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void SetHoles(string archiveName, HoleTimes holes, DateTimeOffset? completedAt) =>
        Series(archiveName).PublishComparison(holes, completedAt);

    /// <summary>Adds what verifying an archive has read. Adding nothing lets the counters begin at zero.</summary>
    /// <param name="archiveName">What the host calls the archive.</param>
    /// <param name="files">Files that were verified, or could not be.</param>
    /// <param name="bytes">Bytes that were read.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void AddVerified(string archiveName, long files, long bytes) => _verifications.Add(Series(archiveName).Name, files, bytes);

    /// <summary>Tells what is known of the contents of an archive's files.</summary>
    /// <param name="archiveName">What the host calls the archive.</param>
    /// <param name="figures">What is known now, in place of what was.</param>
    /// <exception cref="ArgumentException">The name is empty.</exception>
    public void SetVerification(string archiveName, VerificationFigures figures)
    {
        ArgumentNullException.ThrowIfNull(figures);
        Series(archiveName).PublishContents(figures);
    }

    /// <summary>Adds what became of messages to those who are told of archives. Adding nothing lets the counters begin at zero.</summary>
    /// <param name="hook">How somebody is told; the value of the label <c>hook</c>.</param>
    /// <param name="outcome">What became of them.</param>
    /// <param name="count">How many.</param>
    /// <exception cref="ArgumentException">The word is empty.</exception>
    public void AddMessages(string hook, MessageOutcome outcome, long count)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(hook);
        _messages.Add(count, Label.Create(Label.Hook, hook), Label.Create(Label.Outcome, outcome.ToString().ToLowerInvariant()));
    }

    /// <summary>Drops the gauges of an archive that the host no longer audits. Its counters stay as they are.</summary>
    /// <param name="archiveName">What the host called it; one that was never named is passed over.</param>
    public void Forget(string archiveName)
    {
        lock (_naming)
        {
            if (Array.Find(_archives, known => known.Name == archiveName) is not { } gone) return;
            gone.Clear();
            _archives = [.. _archives.Where(known => known != gone)];
        }
    }

    private ArchiveSeries Series(string archiveName)
    {
        ArgumentException.ThrowIfNullOrWhiteSpace(archiveName);
        var series = Find(archiveName, out var isNew);
        if (isNew) _runs.Introduce(series.Name);
        return series;
    }

    private ArchiveSeries Find(string archiveName, out bool isNew)
    {
        isNew = false;
        lock (_naming)
        {
            if (Array.Find(_archives, known => known.Name == archiveName) is { } known) return known;
            if (_archives.Length == _options.MaxArchives) return _others;
            isNew = true;
            var added = new ArchiveSeries(archiveName, hasGauges: true);
            _archives = [.. _archives, added];
            return added;
        }
    }

    private IEnumerable<Measurement<double>> ObserveStreams(StreamGauge gauge)
    {
        foreach (var archive in _archives)
        {
            if (!archive.Snapshot.Streams.TryGetValue(gauge.Name, out var measurements)) continue;
            foreach (var measurement in measurements) yield return measurement;
        }
    }

    private IEnumerable<Measurement<long>> Observe(Func<ArchiveSnapshot, Measurement<long>[]> select)
    {
        foreach (var archive in _archives)
        {
            foreach (var measurement in select(archive.Snapshot)) yield return measurement;
        }
    }

    private IEnumerable<Measurement<double>> ObserveAges(Func<ArchiveSeries, DateTimeOffset?> select)
    {
        foreach (var archive in _archives)
        {
            if (select(archive) is not { } completedAt) continue;
            var age = Math.Max(0, (_clock.GetUtcNow() - completedAt).TotalSeconds);
            yield return new Measurement<double>(age, Label.Create(Label.Archive, archive.Name));
        }
    }
}
