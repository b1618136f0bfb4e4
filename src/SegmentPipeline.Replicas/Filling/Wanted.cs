using System.Runtime.Versioning;

namespace SegmentPipeline.Replicas;

/// <summary>An hour in which segments are missing here.</summary>
/// <param name="Copies">The stream.</param>
/// <param name="Hour">The hour.</param>
internal readonly record struct WantedHour(StreamCopies Copies, Hour Hour);

/// <summary>A segment that is missing here, or is not here what its name promises.</summary>
/// <param name="Stream">Its stream.</param>
/// <param name="Hour">Its hour.</param>
/// <param name="Name">Its name.</param>
/// <param name="Peers">The peers that have it.</param>
[SupportedOSPlatform("linux")]
internal sealed record WantedSegment(StreamId Stream, Hour Hour, SegmentName Name, IReadOnlyList<Peer> Peers)
{
    private const int LeastBundled = 4;
    private const int MostBundled = 32;

    /// <summary>Where the broken file goes that has its name here; null if there is none.</summary>
    internal Quarantine? Quarantine { get; init; }

    /// <summary>The name, as records have it.</summary>
    internal string Path => $"{Stream}/{Hour}/{Name}";

    /// <summary>The peers in the order in which they are asked, by which names are spread over them.</summary>
    internal IEnumerable<Peer> PeersInTurn
    {
        get
        {
            var first = (Name.GetHashCode() & int.MaxValue) % Peers.Count;
            for (var at = 0; at < Peers.Count; at++) yield return Peers[(first + at) % Peers.Count];
        }
    }

    /// <summary>Divides segments of an hour into those that are fetched together: with one question where the peer that is asked first
    /// gives bundles, else each by itself. Of a few, each connection gets some. The order stays but for a batch of each peer.</summary>
    internal static IEnumerable<IReadOnlyList<WantedSegment>> BatchesOf(IReadOnlyList<WantedSegment> segments, int connections)
    {
        foreach (var some in segments.Chunk(Math.Clamp(segments.Count / connections, LeastBundled, MostBundled)))
        {
            foreach (var ofPeer in some.GroupBy(wanted => wanted.PeersInTurn.First()))
            {
                if (ofPeer.Key.Replica.Archive.GivesBundles) yield return ofPeer.ToList();
                else foreach (var wanted in ofPeer) yield return [wanted];
            }
        }
    }

    /// <summary>Whether it covers something of holes in time order.</summary>
    internal bool IsIn(IReadOnlyList<TimeRange> holes)
    {
        var range = Name.InHour(Hour);
        var (low, high) = (0, holes.Count);
        while (low < high)
        {
            var middle = (low + high) / 2;
            if (holes[middle].End > range.Start) high = middle;
            else low = middle + 1;
        }

        return low < holes.Count && holes[low].Start < range.End;
    }

    /// <summary>All segments that are missing here of a compared hour, the newest first.</summary>
    internal static List<WantedSegment> AllOf(StreamId stream, ComparedHour hour, IReadOnlyList<Peer> peers)
    {
        var wanted = new Dictionary<SegmentName, List<Peer>>();
        for (var at = 0; at < peers.Count; at++)
        {
            foreach (var name in hour.Differences[at].Missing)
            {
                if (!wanted.TryGetValue(name, out var givers)) wanted.Add(name, givers = []);
                givers.Add(peers[at]);
            }
        }

        return wanted
            .Select(one => new WantedSegment(stream, hour.Hour, one.Key, one.Value))
            .OrderByDescending(one => one.Name.Start)
            .ThenBy(one => one.Name.NameUtf8, NameOrder.Instance)
            .ToList();
    }
}
