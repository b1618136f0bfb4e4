using System.Globalization;
using System.Security.Cryptography;
using System.Text;
using Bogus;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>Two or three copies of a small archive on disk, which differ in every way that copies do, made up from a seed. Contents are
/// those that names promise. Gone when disposed.</summary>
internal sealed class FakedCopies : IDisposable
{
    private static readonly string[] FirstHours = ["2026-03-28T22", "2026-12-31T22", "2024-02-28T23"];
    private static readonly long[] Apart = [-1001, -1000, -999, -1, 1, 999, 1000, 1001];

    private readonly Randomizer _random;
    private readonly NameFaker _names;
    private readonly string _home;
    private readonly List<long> _ends = [];

    private FakedCopies(int seed, int copies)
    {
        Seed = seed;
        var faker = new Faker { Random = _random = new Randomizer(seed) };
        _names = new NameFaker(faker, anyBytes: false);
        _home = Path.Combine(FastestDirectory(), $"segment-copies-{Guid.NewGuid():N}");
        Roots = [.. Enumerable.Range(0, copies).Select(at => Directory.CreateDirectory(Path.Combine(_home, $"copy{at}")).FullName)];
    }

    internal int Seed { get; }

    /// <summary>The copies. Each has at least one hour.</summary>
    internal IReadOnlyList<string> Roots { get; }

    /// <summary>What is compared, with the clock.</summary>
    internal CompareRequest Request { get; private set; } = new();

    /// <summary>Whether each copy shows the same names when all have been filled from all, and covers what any did: none
    /// withdrawn, no twins, none that counts as less than it says.</summary>
    internal bool IsSimple { get; private set; }

    /// <summary>Whether names differ only in who has them and who withdraws them: then no copy covers, when it has been filled, less than
    /// any other but by what is withdrawn.</summary>
    internal bool HasOnlyTombstones { get; private set; }

    internal static FakedCopies Make(int seed)
    {
        var copies = new FakedCopies(seed, seed % 3 == 0 ? 3 : 2);
        copies.Fill();
        return copies;
    }

    public void Dispose() => Directory.Delete(_home, recursive: true);

    /// <summary>Where waiting for the disk costs nothing, if there is such a place.</summary>
    private static string FastestDirectory() => Directory.Exists("/dev/shm") ? "/dev/shm" : Path.GetTempPath();

    private void Fill()
    {
        IsSimple = _random.Bool(0.3f);
        HasOnlyTombstones = !IsSimple && _random.Bool(0.35f);
        foreach (var channel in _random.Shuffle(["desertbus", "a"]).Take(_random.Int(1, 2)))
        {
            foreach (var quality in _random.Shuffle(["source", "720p", "1080p60"]).Take(_random.Int(1, 3)))
            {
                var having = Roots.Where(_ => !_random.Bool(0.1f)).ToList();
                AddStream($"{channel}/{quality}", having);
            }
        }

        foreach (var root in Roots.Where(root => !Directory.EnumerateDirectories(root).Any()))
            Write(root, "a/source", Timestamp.Parse("2026-03-28T22").Hour, "00:00-2.0", "full", "ts", "alone"u8.ToArray());
        SetRequest();
    }

    private void SetRequest()
    {
        var settle = TimeSpan.FromMilliseconds(_random.Int(0, 200_000));
        var now = _random.Bool(0.75f) || _ends.Count == 0
            ? FixedTimeProvider.FarAfter.Now
            : new Timestamp(_random.ListItem(_ends) + (long)settle.TotalMicroseconds + _random.ArrayElement([-1L, 0, 1]));
        var bounds = _ends.Count > 0 && _random.Bool(0.3f) ? _random.ListItems(_ends, Math.Min(2, _ends.Count)).Order().ToList() : [];
        Request = new CompareRequest
        {
            Start = bounds.Count > 0 && _random.Bool() ? new Timestamp(bounds[0]) : null,
            End = bounds.Count > 1 && bounds[1] > bounds[0] && _random.Bool() ? new Timestamp(bounds[1]) : null,
            Settle = settle,
            Tolerance = TimeSpan.FromMicroseconds(_random.ArrayElement([0, 1, 10_000, 10_000, 10_000, 1_000_000])),
            Concurrency = _random.Int(1, 5),
            TimeProvider = new FixedTimeProvider(now),
        };
    }

    private void AddStream(string stream, List<string> having)
    {
        var first = Timestamp.Parse(_random.ArrayElement(FirstHours)).Hour;
        var hours = _random.Int(1, 3);
        var end = first.Start.UnixMicroseconds + hours * Timestamp.MicrosecondsPerHour;
        var without = having.ToDictionary(root => root, _ => Enumerable.Range(0, hours).Where(_ => _random.Bool(0.12f)).ToList());
        var late = having.ToDictionary(
            root => root,
            _ => _random.Bool(0.4f) ? first.Start.UnixMicroseconds + _random.Long(0, end - first.Start.UnixMicroseconds) : long.MaxValue);
        var moment = first.Start.UnixMicroseconds + _random.ArrayElement([0L, 300, 500_000]);
        while (moment < end)
        {
            var duration = _random.Long(30_000, 700_000) * 1_000;
            // An edge may lie behind: then what follows overlaps, and of more segments others are selected.
            if (_random.Bool(0.2f) && AtNextEdge(moment) is var edge && (edge > moment || !(IsSimple || HasOnlyTombstones)))
                duration = edge - moment;
            var kind = _random.WeightedRandom(["full", "suspect", "partial"], [0.85f, 0.1f, 0.05f]);
            var content = !IsSimple && !HasOnlyTombstones && _random.Bool(0.02f) ? [] : _random.Bytes(_random.Int(1, 300));
            foreach (var root in having)
            {
                var at = (int)((moment - first.Start.UnixMicroseconds) / Timestamp.MicrosecondsPerHour);
                var isLate = moment >= late[root] && moment < late[root] + 1_800_000_000;
                if (!without[root].Contains(at) && !isLate) AddSegment(root, stream, moment, duration, kind, content);
            }

            moment += duration + _random.WeightedRandom([0L, 5_000, 10_000, 10_001, 45_000_000], [0.7f, 0.1f, 0.05f, 0.05f, 0.1f]);
        }

        foreach (var root in having) AddNoise(root, stream);
    }

    /// <summary>A start a little before or behind the next edge of an hour.</summary>
    private long AtNextEdge(long moment)
    {
        var edge = (moment / Timestamp.MicrosecondsPerHour + 1) * Timestamp.MicrosecondsPerHour;
        return edge + _random.ArrayElement([-1_000_000L, -1000, -700, -1, 0, 300, 1000]);
    }

    private void AddSegment(string root, string stream, long start, long duration, string kind, byte[] content)
    {
        _ends.Add(start + duration);
        var sort = IsSimple || HasOnlyTombstones ? _random.Int(0, 79) : _random.Int(0, 99);
        if (HasOnlyTombstones && _random.Bool(0.1f)) Withdraw(root, stream, start, duration, kind, content);
        if (sort < 56) Write(root, stream, start, duration, kind, content);
        else if (sort < 70) return;
        else if (sort < 76) Write(root, stream, start, duration / 2, "partial", content[..(content.Length / 2)]);
        else if (sort < 80) Write(root, stream, start, duration, "temp", content);
        else if (sort < 90) Write(root, stream, start + _random.ArrayElement(Apart), duration, kind, content);
        else if (sort < 94) Withdraw(root, stream, start, duration, kind, content);
        else
        {
            Write(root, stream, start, duration, kind, content);
            if (sort < 97) Withdraw(root, stream, start, duration, kind, content);
            else Write(root, stream, start + _random.ArrayElement(Apart), duration, kind, content);
        }
    }

    private void AddNoise(string root, string stream)
    {
        foreach (var hour in Directory.Exists(Path.Combine(root, stream)) ? Directory.GetDirectories(Path.Combine(root, stream)) : [])
        {
            for (var i = _random.Int(-2, 1); i > 0; i--) Touch(hour, ToUnicode(_names.Bad()));
            for (var i = _random.Int(-2, 1); i > 0; i--) Touch(hour, ToUnicode(_names.Foreign()));
            for (var i = _random.Int(-2, 1); i > 0; i--) Touch(hour, ToUnicode(_names.Hidden()));
            if (_random.Bool(0.1f) && !IsSimple) Touch(hour, "bad.tombstone");
            if (_random.Bool(0.05f)) Directory.CreateDirectory(Path.Combine(hour, SegmentNames.Full("00:01")));
        }

        if (Directory.Exists(Path.Combine(root, stream)) && _random.Bool(0.1f)) Touch(Path.Combine(root, stream), "notes.txt");
        if (Directory.Exists(Path.Combine(root, stream)) && _random.Bool(0.1f))
            Directory.CreateDirectory(Path.Combine(root, stream, "2020-01-01T00"));
    }

    private static void Withdraw(string root, string stream, long start, long duration, string kind, byte[] content)
    {
        var (hour, time) = PlaceOf(start, duration);
        Write(root, stream, hour, time, kind, "tombstone", content);
    }

    private static void Write(string root, string stream, long start, long duration, string kind, byte[] content)
    {
        var (hour, time) = PlaceOf(start, duration);
        Write(root, stream, hour, time, kind, "ts", content);
    }

    private static void Write(string root, string stream, Hour hour, string time, string kind, string ending, byte[] content)
    {
        var directory = Directory.CreateDirectory(Path.Combine(root, stream, hour.ToString())).FullName;
        File.WriteAllBytes(Path.Combine(directory, $"{time}-{kind}-{HashOf(content)}.{ending}"), ending == "ts" ? content : []);
    }

    private static (Hour Hour, string Text) PlaceOf(long start, long duration)
    {
        var hour = new Timestamp(start).Hour;
        var inHour = start - hour.Start.UnixMicroseconds;
        var time = string.Create(
            CultureInfo.InvariantCulture,
            $"{inHour / 60_000_000:D2}:{inHour / 1_000_000 % 60:D2}.{inHour % 1_000_000:D6}");
        return (hour, string.Create(CultureInfo.InvariantCulture, $"{time}-{duration / 1_000_000}.{duration % 1_000_000:D6}"));
    }

    private static string HashOf(byte[] content) =>
        Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');

    private static void Touch(string directory, string name)
    {
        var path = Path.Combine(directory, name);
        if (!name.Contains('/', StringComparison.Ordinal) && !Path.Exists(path)) File.WriteAllBytes(path, [1]);
    }

    private static string ToUnicode(string raw) => Encoding.UTF8.GetString(Encoding.Latin1.GetBytes(raw));
}
