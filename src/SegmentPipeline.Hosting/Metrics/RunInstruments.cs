using System.Diagnostics.Metrics;

namespace SegmentPipeline.Hosting;

/// <summary>What runs count as they go and when they end.</summary>
internal sealed class RunInstruments
{
    private readonly Counter<long> _runs;
    private readonly UpDownCounter<long> _active;
    private readonly Histogram<double> _duration;
    private readonly Counter<long> _hourDirectories;
    private readonly Counter<long> _nameBytes;
    private readonly Counter<long> _changes;
    private readonly Counter<double> _lostSeconds;

    internal RunInstruments(Meter meter)
    {
        _runs = meter.CreateCounter<long>("segmentpipeline.runs", "{run}", "Runs that have ended, by how.");
        _active = meter.CreateUpDownCounter<long>("segmentpipeline.run.active", "{run}", "Runs under way.");
        _duration = meter.CreateHistogram("segmentpipeline.run.duration", "s", "How long runs took.", tags: null, RunSeconds);
        _hourDirectories = meter.CreateCounter<long>(
            "segmentpipeline.hour.directories", "{hour}", "Hour directories read, and those skipped because they had not changed.");
        _nameBytes = meter.CreateCounter<long>("segmentpipeline.names.read", "By", "Bytes of file names read.");
        _changes = meter.CreateCounter<long>("segmentpipeline.findings.changes", "{change}", "Differences from the last complete run.");
        _lostSeconds = meter.CreateCounter<double>("segmentpipeline.coverage.lost", "s", "Time that was covered and is not any more.");
    }

    private static InstrumentAdvice<double> RunSeconds => new()
    {
        HistogramBucketBoundaries = [1, 5, 15, 30, 60, 120, 300, 600, 1200, 1800, 3600, 7200, 14400, 28800],
    };

    /// <summary>Lets every series of an archive begin at zero, so that the first event is seen as a rise.</summary>
    internal void Introduce(string archive)
    {
        foreach (var outcome in RunOutcome.All) _runs.Add(0, Archive(archive), Label.Create(Label.Outcome, outcome));
        foreach (var change in Enum.GetValues<DeltaChange>())
        {
            if (change is DeltaChange.Corrupted or DeltaChange.Mended)
            {
                AddChanges(archive, change, null, 0);
                continue;
            }

            AddChanges(archive, change, CoverageClass.Missing, 0);
            if (change is DeltaChange.Lost or DeltaChange.Excused) continue;
            AddChanges(archive, change, CoverageClass.Suspect, 0);
            AddChanges(archive, change, CoverageClass.Partial, 0);
        }

        _lostSeconds.Add(0, Archive(archive));
        AddNameBytes(archive, 0);
        AddHours(archive, read: 0, skipped: 0);
    }

    internal void Begin(string archive) => _active.Add(1, Archive(archive));

    internal void End(string archive, string outcome, TimeSpan elapsed)
    {
        _active.Add(-1, Archive(archive));
        _runs.Add(1, Archive(archive), Label.Create(Label.Outcome, outcome));
        _duration.Record(elapsed.TotalSeconds, Archive(archive), Label.Create(Label.Outcome, outcome));
    }

    internal void AddHours(string archive, long read, long skipped)
    {
        _hourDirectories.Add(read, Archive(archive), Label.Create(Label.Reading, "read"));
        _hourDirectories.Add(skipped, Archive(archive), Label.Create(Label.Reading, "skipped"));
    }

    internal void AddNameBytes(string archive, long bytes) => _nameBytes.Add(bytes, Archive(archive));

    internal void AddChanges(string archive, DeltaChange change, CoverageClass? @class, long count) =>
        _changes.Add(count, Archive(archive), Label.Create(Label.Change, Word(change)), Label.Create(Label.Class, Word(@class)));

    internal void AddLost(string archive, long microseconds) =>
        _lostSeconds.Add((double)microseconds / Timestamp.MicrosecondsPerSecond, Archive(archive));

    private static KeyValuePair<string, object?> Archive(string archive) => Label.Create(Label.Archive, archive);

    private static string Word(DeltaChange change) => change switch
    {
        DeltaChange.New => "new",
        DeltaChange.Grown => "grown",
        DeltaChange.Shrunk => "shrunk",
        DeltaChange.Healed => "healed",
        DeltaChange.Lost => "lost",
        DeltaChange.Corrupted => "corrupted",
        DeltaChange.Mended => "mended",
        DeltaChange.Excused => "excused",
        _ => throw new ArgumentOutOfRangeException(nameof(change), change, "no such change"),
    };

    /// <summary>The word of a class; files have none, and the word of what is wrong with them.</summary>
    private static string Word(CoverageClass? @class) => @class switch
    {
        null => "corrupt",
        CoverageClass.Suspect => "suspect",
        CoverageClass.Partial => "partial",
        _ => "missing",
    };
}
