using System.Text;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Replicas.Tests.Comparing;

/// <summary>How two copies differ, as sets, the way the rules put it; every name is looked at against every other.</summary>
/// <remarks>Source: semantics §9.</remarks>
internal sealed class NaiveComparison
{
    private readonly IReadOnlyList<CopyOnDisk> _copies;
    private readonly CompareRequest _request;

    internal NaiveComparison(IReadOnlyList<CopyOnDisk> copies, CompareRequest request)
    {
        _copies = copies;
        _request = request;
    }

    /// <summary>The streams of any copy, as records order them.</summary>
    internal IEnumerable<string> Streams => _copies.SelectMany(copy => copy.Streams).Distinct().Order(StringComparer.Ordinal);

    /// <summary>The record that tells how the first copy and another differ.</summary>
    internal ReplicaRecord Compare(int here, int there, string stream, string replica)
    {
        var hours = HoursOf(here, stream).Union(HoursOf(there, stream)).ToList();
        var (same, missing, extra, withdrawn, twins) = (0, 0, 0, 0, 0);
        foreach (var hour in hours)
        {
            same += NamesOf(here, stream, hour).Intersect(NamesOf(there, stream, hour)).Count();
            missing += Missing(here, there, stream, hour).Count();
            extra += Missing(there, here, stream, hour).Count();
            foreach (var (lacking, having) in new[] { (here, there), (there, here) })
            {
                var only = NamesOf(having, stream, hour).Except(NamesOf(lacking, stream, hour)).ToList();
                withdrawn += only.Count(name => Withdrawn(stream, hour).Contains(name[..^3]));
                twins += only.Count(name => !Withdrawn(stream, hour).Contains(name[..^3]) && HasTwin(lacking, stream, hour, name));
            }
        }

        return new ReplicaRecord
        {
            Stream = new StreamId(stream.Split('/')[0], stream.Split('/')[1]),
            Replica = replica,
            Hours = hours.Count,
            Same = same,
            Missing = missing,
            Extra = extra,
            Withdrawn = withdrawn,
            Twins = twins,
            Complete = true,
        };
    }

    /// <summary>The paths that are missing in one copy and that another has.</summary>
    internal IEnumerable<string> AllMissing(int here, int there) =>
        from stream in Streams
        from hour in HoursOf(there, stream)
        from name in Missing(here, there, stream, hour)
        select $"{stream}/{hour}/{name}";

    /// <summary>The time that a segment says it covers.</summary>
    internal static TimeRange RangeOf(string path)
    {
        var parts = path.Split('/');
        return NaiveText.Range(StartOf(parts[2], Read(parts[3])), EndOf(parts[2], parts[3]));
    }

    /// <summary>Whether a copy has a name, or another one for the same segment.</summary>
    internal bool HasOrHasTwin(int copy, string path)
    {
        var parts = path.Split('/');
        var stream = $"{parts[0]}/{parts[1]}";
        return NamesOf(copy, stream, parts[2]).Contains(parts[3]) || HasTwin(copy, stream, parts[2], parts[3]);
    }

    /// <summary>The stems that tombstones of any copy withdraw.</summary>
    internal HashSet<string> Withdrawn(string stream, string hour) =>
        [.. Enumerable.Range(0, _copies.Count).SelectMany(copy => WithdrawnBy(copy, stream, hour))];

    /// <summary>The segments that a copy shows in an hour: by right names, not temporary, not withdrawn by itself.</summary>
    internal List<string> NamesOf(int copy, string stream, string hour)
    {
        var withdrawn = WithdrawnBy(copy, stream, hour);
        return _copies[copy].NamesOf(stream, hour)
            .Where(name => name.EndsWith(".ts", StringComparison.Ordinal) && !withdrawn.Contains(name[..^3]))
            .Where(name => Read(name) is { BrokenAt: null, Type: not "temp" })
            .ToList();
    }

    internal IEnumerable<string> HoursOf(int copy, string stream) => _copies[copy].HoursOf(stream).Where(IsAskedFor);

    private IEnumerable<string> Missing(int here, int there, string stream, string hour) => NamesOf(there, stream, hour)
        .Except(NamesOf(here, stream, hour))
        .Where(name => !Withdrawn(stream, hour).Contains(name[..^3]))
        .Where(name => !HasTwin(here, stream, hour, name))
        .Where(name => EndOf(hour, name) <= Now - SettleMicroseconds);

    private bool HasTwin(int copy, string stream, string hour, string name)
    {
        var segment = Read(name);
        return (
            from other in new[] { -1, 0, 1 }
            let beside = new Hour(Timestamp.Parse(hour).Hour.SinceEpoch + other).ToString()
            from candidate in NamesOf(copy, stream, beside)
            let twin = Read(candidate)
            where Math.Abs(StartOf(beside, twin) - StartOf(hour, segment)) <= 1_000
            where twin.Duration == segment.Duration && twin.Type == segment.Type && twin.Hash == segment.Hash
            select twin).Any();
    }

    private HashSet<string> WithdrawnBy(int copy, string stream, string hour) => _copies[copy].NamesOf(stream, hour)
        .Where(name => name.EndsWith(".tombstone", StringComparison.Ordinal))
        .Select(name => name[..^".tombstone".Length])
        .ToHashSet(StringComparer.Ordinal);

    private bool IsAskedFor(string text)
    {
        var start = Timestamp.Parse(text).Hour.Start.UnixMicroseconds;
        return (_request.Start is not { } from || start + 3_600_000_000 > from.UnixMicroseconds)
            && (_request.End is not { } to || start < to.UnixMicroseconds);
    }

    private long Now => Timestamp.FromDateTimeOffset(_request.TimeProvider.GetUtcNow()).UnixMicroseconds;

    private long SettleMicroseconds => (long)_request.Settle.TotalMicroseconds;

    private static long StartOf(string hour, NaiveName name) => Timestamp.Parse(hour).Hour.Start.UnixMicroseconds + name.StartInHour;

    private static long EndOf(string hour, string name) => StartOf(hour, Read(name)) + Read(name).Duration;

    private static NaiveName Read(string name) => NaiveName.Read(Encoding.Latin1.GetString(Encoding.UTF8.GetBytes(name)));
}
