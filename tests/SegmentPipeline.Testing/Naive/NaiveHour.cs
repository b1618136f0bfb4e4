using System.Globalization;

namespace SegmentPipeline.Testing;

/// <summary>What one hour directory comes to: a fate for every entry, the selected segments, the findings.</summary>
/// <remarks>Source: semantics §1 and §2.</remarks>
internal sealed class NaiveHour
{
    private const long MicrosecondsPerHour = 3_600_000_000;

    private readonly StreamId _stream;
    private readonly string _streamPath;
    private readonly TreeDirectory _directory;
    private readonly Dictionary<string, string> _fates = new(StringComparer.Ordinal);

    internal NaiveHour(StreamId stream, string streamPath, string name, TreeDirectory directory)
    {
        _stream = stream;
        _streamPath = streamPath;
        _directory = directory;
        Name = name;
        Start = StartOf(name)!.Value;
        if (directory.Unreadable is not null)
        {
            Findings.Add(new PlacedFinding(Start, Start, $"{streamPath}/{name}", new UnreadableFinding
            {
                Path = Places.Directory(NaiveText.Show($"{streamPath}/{name}")),
                Cause = "",
            }));
            return;
        }

        var candidates = new List<NaiveSegment>();
        foreach (var entry in directory.Entries) _fates[entry.RawName] = FateByName(entry, candidates);
        foreach (var rivals in candidates.GroupBy(c => c.Start).OrderBy(g => g.Key)) SelectBest([.. rivals]);
        Empties = [.. candidates.Where(c => c.IsEmpty && _fates[c.Name] != "vanished")];
    }

    internal string Name { get; }

    internal long Start { get; }

    internal long End => Start + MicrosecondsPerHour;

    internal bool Readable => _directory.Unreadable is null;

    /// <summary>Whether its time is unknown where nothing covers it.</summary>
    internal bool HidesTime => !Readable || _fates.ContainsValue("unreadable");

    /// <summary>The best of each start, in time order.</summary>
    internal List<NaiveSegment> Selected { get; } = [];

    /// <summary>Those that say they are whole and have no content, selected or not.</summary>
    internal List<NaiveSegment> Empties { get; } = [];

    internal List<PlacedFinding> Findings { get; } = [];

    /// <summary>The fate of each entry, by raw name.</summary>
    internal IReadOnlyDictionary<string, string> Fates => _fates;

    internal EntryCounts Entries => new()
    {
        Hidden = Count("hidden"),
        Foreign = Count("foreign"),
        Tombstones = Count("tombstones"),
        Tombstoned = Count("tombstoned"),
        Bad = Count("bad"),
        Temporary = Count("temporary"),
        Superseded = Count("superseded"),
        Selected = Count("selected"),
        Vanished = Count("vanished"),
        Unreadable = Count("unreadable"),
    };

    /// <summary>Microseconds since 1970 of the start of the hour that a directory is named after, or null if it names none.</summary>
    internal static long? StartOf(string name) =>
        DateTime.TryParseExact(name, "yyyy-MM-dd'T'HH", CultureInfo.InvariantCulture,
            DateTimeStyles.AssumeUniversal | DateTimeStyles.AdjustToUniversal, out var time)
            ? (time - DateTime.UnixEpoch).Ticks / 10
            : null;

    /// <summary>A segment whose name is good, whatever became of it.</summary>
    internal NaiveSegment Segment(string rawName)
    {
        var read = NaiveName.Read(rawName);
        var start = Start + read.StartInHour;
        return new NaiveSegment(Start, $"{Name}/{rawName}", start, start + read.Duration, read.Type, read.Hash, _directory.Find(rawName)!);
    }

    /// <summary>Why an entry could not be told.</summary>
    internal string? FaultOf(string rawName) => _directory.Find(rawName)!.KindFault;

    private long Count(string fate) => _fates.Values.Count(f => f == fate);

    private string FateByName(TreeEntry entry, List<NaiveSegment> candidates)
    {
        var name = entry.RawName;
        var isSegment = name.EndsWith(".ts", StringComparison.Ordinal);
        var isTombstone = name.EndsWith(".tombstone", StringComparison.Ordinal);
        if (name.StartsWith('.')) return "hidden";
        if (!(isSegment || isTombstone)) return "foreign";
        if (entry.KindFault is not null)
        {
            var path = $"{_streamPath}/{Name}/{name}";
            Findings.Add(
                new PlacedFinding(Start, Start, path, new UnreadableFinding { Path = Places.Entry(NaiveText.Show(path)), Cause = "" }));
            return "unreadable";
        }

        if (entry.Kind != EntryKind.File) return "foreign";
        if (isTombstone) return "tombstones";
        var tombstone = _directory.Find(name[..^".ts".Length] + ".tombstone");
        if (tombstone is { Kind: EntryKind.File } or { KindFault: not null }) return "tombstoned";

        var read = NaiveName.Read(name);
        if (read.BrokenAt is { } position)
        {
            var path = $"{Name}/{name}";
            Findings.Add(new PlacedFinding(Start, Start, path, new BadNameFinding
            {
                Stream = _stream,
                Path = Places.Entry(_stream, NaiveText.Show(path)),
                Cause = "",
                Position = position,
            }));
            return "bad";
        }

        if (read.Type == "temp") return "temporary";
        candidates.Add(Segment(name));
        return "superseded";
    }

    /// <summary>Picks the best of those with the same start. Sizes are asked only of those that nothing else tells apart;
    /// who turns out to have vanished drops out, and the choice begins anew.</summary>
    private void SelectBest(List<NaiveSegment> rivals)
    {
        var unsized = new HashSet<string>(StringComparer.Ordinal);
        while (rivals.Count > 0)
        {
            var best = BestWithoutSizes(rivals);
            if (best.Count > 1 && best.RemoveAll(s => s.Entry.Vanishes && Vanish(s)) > 0)
            {
                rivals.RemoveAll(s => _fates[s.Name] == "vanished");
                ReportUnsized(best, unsized);
                continue;
            }

            if (best.Count > 1) ReportUnsized(best, unsized);
            var selected = best.OrderByDescending(SizeOf)
                .ThenByDescending(s => s.IsFull ? s.HashNumber : 0)
                .ThenBy(s => s.Name, StringComparer.Ordinal)
                .First();
            _fates[selected.Name] = "selected";
            Selected.Add(selected);
            return;
        }
    }

    private static List<NaiveSegment> BestWithoutSizes(List<NaiveSegment> rivals)
    {
        var full = rivals.Where(s => s.IsFull).ToList();
        if (full.Count > 0) return [.. full.Where(s => s.Duration == full.Max(f => f.Duration))];
        var suspect = rivals.Where(s => s.Kind == SegmentKind.Suspect).ToList();
        return suspect.Count > 0 ? suspect : rivals;
    }

    private bool Vanish(NaiveSegment segment)
    {
        _fates[segment.Name] = "vanished";
        return true;
    }

    private static long SizeOf(NaiveSegment segment) => segment.Entry.SizeFault is null ? segment.Entry.SizeBytes : -1;

    private void ReportUnsized(List<NaiveSegment> asked, HashSet<string> unsized)
    {
        foreach (var segment in asked.Where(s => s.Entry.SizeFault is not null && unsized.Add(s.Name)))
        {
            var path = $"{_streamPath}/{segment.Path}";
            Findings.Add(
                new PlacedFinding(Start, Start, path, new UnreadableFinding { Path = Places.Entry(NaiveText.Show(path)), Cause = "" }));
        }
    }
}
