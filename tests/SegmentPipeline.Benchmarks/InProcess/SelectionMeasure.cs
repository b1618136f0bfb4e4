using System.Diagnostics;
using System.Globalization;

namespace SegmentPipeline.Benchmarks.InProcess;

/// <summary>Times selections of some hours in the middle of an archive's first stream: asked the first time, again, and by sixteen at
/// once.</summary>
internal sealed class SelectionMeasure
{
    private const int PairsTimed = 21;
    private const int Callers = 16;

    /// <summary>A single one would be measured by the thread it waits for.</summary>
    private const int CallsTimed = 1000;

    /// <summary>Long enough for the runtime to have compiled everything for good.</summary>
    private static readonly TimeSpan WarmUp = TimeSpan.FromSeconds(3);

    private readonly string _root;
    private readonly StreamPlan _stream;
    private readonly DirectoryPath[] _directories;
    private readonly TimeRange _range;
    private readonly NameList _names = new();

    private SelectionMeasure(string root, StreamPlan stream, int hours)
    {
        _root = root;
        _stream = stream;
        if (_stream.Hours.Count <= hours) throw new ArgumentException($"{root} has no more than {_stream.Hours.Count} hours");

        // What lies before the range is read too: its last segment may reach into it.
        var read = _stream.Hours.Skip((_stream.Hours.Count - hours - 1) / 2).Take(hours + 1).ToArray();
        _directories = [.. read.Select(_stream.DirectoryOf)];
        _range = new TimeRange(read[1].Start, read[^1].Next.Start);
    }

    private static async Task<SelectionMeasure> MakeAsync(string root, int hours)
    {
        using var planner = new AuditPlanner(new DiskStore(DirectoryPath.FromText(root), DirectoryReader.Best), new AuditRequest());
        var plan = await planner.MakeAsync(CancellationToken.None);
        return new SelectionMeasure(root, plan.Streams[0] with { Place = null }, hours);
    }

    /// <summary>Prints how a selection compares with listing the names of the same directories.</summary>
    internal static async Task RunAsync(string root, int hours)
    {
        var measure = await MakeAsync(root, hours);
        Pairs first = new(), again = new(), many = new();
        await measure.CheckListingsAsync();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp) await measure.TimeOnceAsync(new Pairs(), new Pairs(), new Pairs());
        for (var i = 0; i < PairsTimed; i++) await measure.TimeOnceAsync(first, again, many);

        var target = $"{hours + 1} directories, names only";
        Console.WriteLine($"| selection of {hours} hours | against | ratio of time | target | selection | against |");
        Console.WriteLine("|---|---|---|---|---|---|");
        Console.WriteLine(first.Row("first time", target, "≤ 2"));
        Console.WriteLine(again.Row("asked again, nothing changed", "first time", "≤ 0.1"));
        Console.WriteLine(many.Row($"first time, {Callers} callers at once, each hour read once", "first time, one caller", "≤ 1.5"));
    }

    /// <summary>Prints the median of a selection whose hours are kept, in microseconds.</summary>
    internal static async Task RunCachedAsync(string root, int hours)
    {
        var measure = await MakeAsync(root, hours);
        var archive = SegmentArchive.Open(root);
        var microseconds = new List<double>();
        var start = Stopwatch.GetTimestamp();
        while (Stopwatch.GetElapsedTime(start) < WarmUp) await measure.SelectAsync(archive);
        for (var i = 0; i < PairsTimed; i++)
        {
            microseconds.Add((await Pairs.TimeAsync(() => measure.SelectAgainAsync(archive))).TotalMicroseconds / CallsTimed);
        }

        Console.WriteLine(Pairs.Median(microseconds).ToString("F0", CultureInfo.InvariantCulture));
    }

    private async Task TimeOnceAsync(Pairs first, Pairs again, Pairs many)
    {
        var walk = await Pairs.TimeAsync(ListNames);
        var archive = SegmentArchive.Open(_root);
        var cold = await Pairs.TimeAsync(() => SelectAsync(archive));
        var kept = await Pairs.TimeAsync(() => SelectAsync(archive));
        var fresh = SegmentArchive.Open(_root);
        var together = await Pairs.TimeAsync(() => SelectTogetherAsync(fresh));
        first.Add(cold, walk);
        again.Add(kept, cold);
        many.Add(together, cold);
    }

    /// <summary>That many at once list no more than one does, and no directory twice; whatever is printed says so.</summary>
    private async Task CheckListingsAsync()
    {
        CountingReader one = new(DirectoryReader.Best), many = new(DirectoryReader.Best);
        await SelectAsync(SegmentArchive.Open(_root, null, one));
        await SelectTogetherAsync(SegmentArchive.Open(_root, null, many));

        // The hour in which the range ends may hold its last segment, so it may be looked for as well.
        if (one.Listings - _directories.Length is < 0 or > 1 || many.Listings != one.Listings)
        {
            throw new InvalidOperationException(
                $"{_directories.Length} directories: one caller listed {one.Listings}, {Callers} at once {many.Listings}");
        }
    }

    private Task<SegmentSequence> SelectAsync(SegmentArchive archive) => archive.SelectAsync(_stream.Id, _range);

    private async Task SelectAgainAsync(SegmentArchive archive)
    {
        for (var i = 0; i < CallsTimed; i++) await SelectAsync(archive);
    }

    private Task<SegmentSequence[]> SelectTogetherAsync(SegmentArchive archive) =>
        Task.WhenAll(Enumerable.Range(0, Callers).Select(_ => SelectAsync(archive)));

    private Task ListNames()
    {
        foreach (var directory in _directories) DirectoryReader.Best.List(directory, _names);
        return Task.CompletedTask;
    }
}
