using SegmentPipeline.Ledger;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Pages.Tests.Site;

/// <summary>An archive of ten years, as the ledger has it that really audited it: of each stream one hour a month is expected, and most of
/// these hours have a hole, of a microsecond or of twenty minutes. Its files are nowhere but in memory.</summary>
internal sealed class TenYears : IExpectation, IDisposable
{
    internal const int Shows = 120;
    internal const int HolesOfAStream = 100;

    private const long Second = Timestamp.MicrosecondsPerSecond;
    private const int HoursOfAMonth = 730;

    private static readonly Hour Start = Timestamp.Parse("2016-03-28T00").Hour;
    private static readonly Timestamp Now = Timestamp.Parse("2026-04-01T00");

    private readonly string _directory = Directory.CreateTempSubdirectory("segment-years-").FullName;
    private readonly Dictionary<StreamId, (ExpectedTime Expected, List<TimeRange> Holes)> _streams = [];

    private TenYears(int streams, int seed)
    {
        var random = new Random(seed);
        for (var i = 0; i < streams; i++) Add(new StreamId($"channel{i / 4:D3}", $"{(i % 4 + 1) * 240}p"), random);
    }

    /// <summary>The file of its ledger.</summary>
    internal string Ledger => Path.Combine(_directory, "years.db");

    internal IReadOnlyList<StreamId> Streams => [.. _streams.Keys];

    /// <summary>How many holes the audit has told.</summary>
    internal int Holes { get; private set; }

    private ArchiveTree Tree { get; } = new();

    internal static async Task<TenYears> AuditAsync(int streams, int seed)
    {
        var years = new TenYears(streams, seed);
        await using var opened = OpenedArchive.Open(new InMemoryReader(years.Tree), Now);
        var options = new AuditLedgerOptions { TimeProvider = new FixedTimeProvider(Now) };
        using var ledger = AuditLedger.Open(years.Ledger, opened.Archive.Root, options);
        var request = new AuditRequest { Expectation = years, Silence = null, Tolerance = TimeSpan.Zero };
        await foreach (var record in ledger.AuditAsync(opened.Archive, request)) years.Holes += record is HoleFinding ? 1 : 0;
        return years;
    }

    /// <summary>When a stream is expected, in time order.</summary>
    internal IReadOnlyList<TimeRange> ShowsOf(StreamId stream) => _streams[stream].Expected.Ranges;

    /// <summary>What is missing of a stream, in time order.</summary>
    internal IReadOnlyList<TimeRange> HolesOf(StreamId stream) => _streams[stream].Holes;

    public ExpectedTime? Find(StreamId stream, TimeRange window) => _streams[stream].Expected;

    public void Dispose() => Directory.Delete(_directory, recursive: true);

    /// <summary>Holes are in the first shows: the last ends where the archive does.</summary>
    private void Add(StreamId stream, Random random)
    {
        var (shows, holes) = (new List<TimeRange>(), new List<TimeRange>());
        for (var show = 0; show < Shows; show++)
        {
            var hour = new Hour(Start.SinceEpoch + show * HoursOfAMonth + random.Next(HoursOfAMonth - 1));
            shows.Add(hour.Range);
            var directory = Tree.Hour(stream.Channel, stream.Quality, hour.ToString());
            var from = random.NextInt64(Second, 1800 * Second);
            var to = show < HolesOfAStream ? from + (long)Math.Pow(1200 * Second, random.NextDouble()) : from;
            directory.File(SegmentNames.At(0, from, SegmentKind.Full, 0));
            directory.File(SegmentNames.At(to, 3600 * Second - to, SegmentKind.Full, 1));
            if (to > from) holes.Add(new TimeRange(hour.Start.AddMicroseconds(from), hour.Start.AddMicroseconds(to)));
        }

        _streams.Add(stream, (new ExpectedTime { Source = "shows", Ranges = shows }, holes));
    }
}
