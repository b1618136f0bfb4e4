namespace SegmentPipeline.Ledger;

/// <summary>Looks at an archive's directories for what a ledger remembers. Reads names only, of a sample of the streams; changes
/// nothing.</summary>
internal sealed class ArchiveContent(LedgerDatabase database, string root)
{
    /// <summary>So many streams say enough; twice as many are asked at most.</summary>
    private const int StreamsAsked = 64;

    /// <summary>So many hours of a stream say enough.</summary>
    private const int HoursAsked = 512;

    private readonly SegmentArchive _archive = SegmentArchive.Open(root, new SegmentArchiveOptions { MayBeAbsent = true });
    private readonly Dictionary<string, Children> _channels = new(StringComparer.Ordinal);

    /// <summary>How much of the remembered hours is there. What cannot be read counts neither way.</summary>
    internal HeldContent Compare()
    {
        var sum = new HeldContent { Found = 0, Missing = 0, Pruned = 0, Strange = 0, IsAllLater = false };
        var channels = Channels();
        if (channels.Outcome != ListingOutcome.Read) return sum;
        var isAllLater = true;
        var hasHours = false;
        foreach (var (id, stream) in SampledStreams())
        {
            var hours = HoursOf(stream, channels, out var outcome);
            if (outcome == ListingOutcome.Unreadable) continue;
            var one = Compare(id, hours);
            hasHours |= hours.Count > 0;
            isAllLater &= hours.Count == 0 || one.IsAllLater;
            sum = sum with
            {
                Found = sum.Found + one.Found,
                Missing = sum.Missing + one.Missing,
                Pruned = sum.Pruned + one.Pruned,
                Strange = sum.Strange + one.Strange,
            };
        }

        return sum with { IsAllLater = hasHours && isAllLater };
    }

    /// <summary>How many of the streams there the ledger knows, and how many it does not. What has no hours is no stream, and what systems
    /// leave behind is none. Lists every channel: only asked where there is doubt.</summary>
    internal (int Known, int Unknown) CountStreams()
    {
        var remembered = new HashSet<StreamId>(new StreamTable(database).All);
        var (known, unknown) = (0, 0);
        foreach (var stream in StreamsThere())
        {
            if (remembered.Contains(stream)) known++;
            else if (HoursOf(stream).Items.Count > 0) unknown++;
        }

        return (known, unknown);
    }

    private IReadOnlyList<StreamId> StreamsThere()
    {
        try
        {
            return _archive.GetStreamsAsync().GetAwaiter().GetResult();
        }
        catch (AuditFailedException)
        {
            return []; // The root cannot be read, or is no archive.
        }
    }

    private HeldContent Compare(long stream, HashSet<int> held)
    {
        var remembered = new HashSet<int>();
        var (count, latest) = CountHours(stream);
        var step = StepOf(count, HoursAsked);
        foreach (var row in database.Sql("SELECT hour FROM hour WHERE stream_id = $1 AND hour % $2 = 0").Rows(stream, step))
            remembered.Add((int)row.Integer(0));
        var found = remembered.Count(held.Contains);
        var earliest = held.Count == 0 ? int.MinValue : held.Min();
        var pruned = remembered.Count(hour => hour < earliest);
        var known = KnownRanges(stream);
        return new HeldContent
        {
            Found = found,
            Missing = remembered.Count - found - pruned,
            Pruned = pruned,
            Strange = held.Count(hour => hour % step == 0 && !remembered.Contains(hour) && IsWithin(new Hour(hour).Range, known)),
            IsAllLater = held.Count > 0 && earliest > latest,
        };
    }

    private List<(long Id, StreamId Stream)> SampledStreams()
    {
        var step = StepOf(database.Sql("SELECT count(*) FROM stream").Number() ?? 0, StreamsAsked);
        var sampled = new List<(long Id, StreamId Stream)>();
        foreach (var row in database.Sql("SELECT id, channel, quality FROM stream WHERE id > 0 AND id % $1 = 0").Rows(step))
        {
            sampled.Add((row.Integer(0), new StreamId(row.Text(1), row.Text(2))));
        }

        return sampled;
    }

    private HashSet<int> HoursOf(StreamId stream, Children channels, out ListingOutcome outcome)
    {
        outcome = ListingOutcome.Absent;
        if (!channels.Names.Contains(stream.Channel)) return [];
        var qualities = QualitiesOf(stream.Channel);
        outcome = qualities.Outcome;
        if (!qualities.Names.Contains(stream.Quality)) return [];
        var hours = HoursOf(stream);
        outcome = hours.Outcome;
        return [.. hours.Items.Select(hour => hour.SinceEpoch)];
    }

    private ArchiveListing<Hour> HoursOf(StreamId stream) => _archive.ListHoursAsync(stream).GetAwaiter().GetResult();

    private Children Channels() => new(_archive.ListChannelsAsync().GetAwaiter().GetResult());

    private Children QualitiesOf(string channel)
    {
        if (_channels.TryGetValue(channel, out var qualities)) return qualities;
        qualities = new(_archive.ListQualitiesAsync(channel).GetAwaiter().GetResult());
        _channels.Add(channel, qualities);
        return qualities;
    }

    private (long Count, long Latest) CountHours(long stream)
    {
        foreach (var row in database.Sql("SELECT count(*), max(hour) FROM hour WHERE stream_id = $1").Rows(stream))
            return (row.Integer(0), row.IntegerOrNull(1) ?? long.MinValue);
        return (0, long.MinValue);
    }

    private List<TimeRange> KnownRanges(long stream)
    {
        var known = new List<TimeRange>();
        foreach (var row in database.Sql("SELECT start, \"end\" FROM known WHERE stream_id = $1").Rows(stream)) known.Add(row.Range(0));
        return known;
    }

    private static bool IsWithin(TimeRange hour, List<TimeRange> ranges) =>
        ranges.Exists(range => range.Start <= hour.Start && hour.End <= range.End);

    /// <summary>Every how manieth to take of so many; odd, so that it falls on every hour of the day.</summary>
    private static long StepOf(long count, int wanted) => (count / wanted) | 1;

    /// <summary>The directories in a directory, by their names.</summary>
    private readonly record struct Children(ListingOutcome Outcome, IReadOnlySet<string> Names)
    {
        internal Children(ArchiveListing<string> listing)
            : this(listing.Outcome, listing.Items.ToHashSet(StringComparer.Ordinal))
        {
        }
    }
}
