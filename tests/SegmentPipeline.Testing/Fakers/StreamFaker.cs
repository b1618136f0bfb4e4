using Bogus;

namespace SegmentPipeline.Testing;

/// <summary>The segments of one stream as recorders leave them: a few sessions over some hours, most of it regular, and every few
/// segments one of the oddities that archives have.</summary>
internal sealed class StreamFaker(Faker faker, NameFaker names, TreeDirectory stream, long toleranceMicroseconds, bool faults)
{
    private const long Second = Timestamp.MicrosecondsPerSecond;

    private Randomizer Random => faker.Random;

    /// <summary>Not every reader of a disk can tell a pipe from a file.</summary>
    private EntryKind Pipe => faults ? EntryKind.Other : EntryKind.Link;

    /// <summary>Moments where something begins or ends; where windows are worth trying.</summary>
    internal List<long> Moments { get; } = [];

    /// <summary>Fills the stream with segments from an hour on.</summary>
    internal void Fill(Hour first)
    {
        var hours = Random.Int(1, 5);
        var last = first.Start.AddMicroseconds(hours * Timestamp.MicrosecondsPerHour).UnixMicroseconds;
        var start =
            first.Start.UnixMicroseconds + Random.ArrayElement([0, Random.Long(0, 3599 * Second), 3590 * Second, 3599 * Second + 999_999]);
        var count = Random.Int(0, 24);
        for (var i = 0; i < count && start < last; i++)
        {
            var duration = Duration();
            Place(start, duration);
            start = Math.Max(first.Start.UnixMicroseconds, start + duration + Gap(duration));
        }

        if (Random.Bool(0.2f)) stream.Child(new Timestamp(start).Hour.ToString());
    }

    private void Place(long start, long duration)
    {
        var hour = new Timestamp(start).Hour;
        var startInHour = start - hour.Start.UnixMicroseconds;
        var directory = stream.Child(hour.ToString());
        var type = Random.WeightedRandom(["full", "suspect", "partial", "temp"], [0.76f, 0.09f, 0.09f, 0.06f]);
        var name = Add(directory, startInHour, names.Duration(duration), type, names.Hash());
        Moments.AddRange([start, start + duration]);
        if (Random.Bool(0.25f)) AddRivals(directory, startInHour, duration, type);
        if (Random.Bool(0.05f)) AddTombstone(directory, name);
    }

    /// <summary>Further files of the same start: better, worse, or so alike that only the last rule tells them apart.</summary>
    private void AddRivals(TreeDirectory directory, long startInHour, long duration, string type)
    {
        var sameHash = names.Hash();
        for (var i = Random.Int(1, 4); i > 0; i--)
        {
            var otherDuration = Random.ArrayElement([duration, duration, duration, duration / 2, Math.Min(duration + 1, 3600 * Second)]);
            var text = Random.Bool(0.1f) ? names.RoundedDuration() : names.Duration(otherDuration);
            var otherType = Random.ArrayElement([type, type, "full", "suspect", "partial"]);
            Add(directory, startInHour, text, otherType, Random.Bool(0.3f) ? sameHash : names.Hash());
        }
    }

    private string Add(TreeDirectory directory, long startInHour, string duration, string type, string hash)
    {
        if (type == "temp" && Random.Bool(0.5f)) hash = Random.ArrayElement(["", "-", "4f5e-11ec", "a.b", "any text", hash + hash]);
        var name = NameFaker.Segment(names.Time(startInHour), duration, type, hash);
        var kind = Random.WeightedRandom([EntryKind.File, EntryKind.Directory, EntryKind.Link, Pipe], [0.97f, 0.01f, 0.01f, 0.01f]);
        directory.Add(new TreeEntry(name, kind)
        {
            Directory = kind == EntryKind.Directory ? new TreeDirectory() : null,
            SizeBytes = Random.ArrayElement([0L, 1, 2, 100, 188 * 1000]),
            Vanishes = faults && Random.Bool(0.04f),
            SizeFault = faults && Random.Bool(0.03f) ? "Input/output error" : null,
            KindFault = KindFault(),
            ThroughLink = kind == EntryKind.File && Random.Bool(0.02f),
        });
        return name;
    }

    private void AddTombstone(TreeDirectory directory, string segmentName)
    {
        var name = segmentName[..^".ts".Length] + ".tombstone";
        var kind = Random.WeightedRandom([EntryKind.File, EntryKind.Directory, EntryKind.Link, Pipe], [0.8f, 0.1f, 0.05f, 0.05f]);
        directory.Add(
            new TreeEntry(name, kind) { Directory = kind == EntryKind.Directory ? new TreeDirectory() : null, KindFault = KindFault() }
        );
    }

    private string? KindFault() => faults && Random.Bool(0.003f) ? "Stale file handle" : null;

    private long Duration() => Random.WeightedRandom<long>(
        [
            2 * Second, 1_999_000, 2_005_000, 5_005_000, 1_966_600, 0, 1, toleranceMicroseconds,
            toleranceMicroseconds + 1, Random.Long(0, 10 * Second), Random.Long(600 * Second, 3600 * Second), 3600 * Second,
        ],
        [0.5f, 0.1f, 0.05f, 0.05f, 0.05f, 0.05f, 0.02f, 0.03f, 0.03f, 0.06f, 0.04f, 0.02f]) is var duration && duration <= 3600 * Second
        ? duration
        : 3600 * Second;

    /// <summary>From the end of a segment to the start of the next; negative where they overlap.</summary>
    private long Gap(long duration)
    {
        var tolerance = toleranceMicroseconds;
        return Random.WeightedRandom<long>(
            [
                0, tolerance, tolerance + 1, tolerance - 1, -tolerance, -tolerance - 1, -tolerance + 1, 1, -1, 2 * tolerance + 2,
                -duration, -duration / 2, Random.Long(0, 5 * Second), Random.Long(60 * Second, 7200 * Second), 1_000,
            ],
            [0.4f, 0.06f, 0.06f, 0.03f, 0.06f, 0.06f, 0.03f, 0.03f, 0.03f, 0.04f, 0.02f, 0.05f, 0.06f, 0.05f, 0.02f]);
    }
}
