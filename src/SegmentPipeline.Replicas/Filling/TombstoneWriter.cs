using System.Runtime.Versioning;

namespace SegmentPipeline.Replicas;

/// <summary>Writes the tombstones that other copies have, before any segment is asked for.</summary>
/// <remarks>Source: semantics §9. Nothing is ever withdrawn by it that is not withdrawn by a name; a replica whose tombstones would
/// withdraw an unusual lot is not followed.</remarks>
[SupportedOSPlatform("linux")]
internal sealed class TombstoneWriter(FillRequest request)
{
    private const int UsualWithdrawn = 20;
    private const int UsualPart = 10;

    private static ReadOnlySpan<byte> Ending => ".tombstone"u8;

    /// <summary>Writes those of an hour.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="hour">The hour, compared.</param>
    /// <param name="peers">The replicas, in the order in which they were compared.</param>
    /// <param name="target">Where to; null for a dry run, in which the records say what would be written.</param>
    /// <returns>A record for each tombstone, and for each replica that is not followed.</returns>
    internal List<FillRecord> Write(StreamId stream, ComparedHour hour, IReadOnlyList<Peer> peers, Func<FilledStream>? target)
    {
        var records = new List<FillRecord>();
        var here = new HashSet<ReadOnlyMemory<byte>>(hour.Here.Withdrawn, NameEquality.Instance);
        if (!hour.Here.IsReadable) return records;
        for (var at = 0; at < peers.Count; at++)
        {
            if (hour.There[at] is not { IsReadable: true } there) continue;
            var fresh = there.Withdrawn.Where(stem => !here.Contains(stem) && IsStemOfSegment(stem)).ToList();
            if (IsUnusual(hour.Here, fresh, out var withdrawn))
            {
                records.Add(NotFollowed(stream, hour, peers[at], withdrawn));
                continue;
            }

            foreach (var stem in fresh)
            {
                if (here.Add(stem)) records.Add(Write(stream, hour.Hour, stem, peers[at], target));
            }
        }

        return records;
    }

    /// <exception cref="FillException">It cannot be written.</exception>
    private static FillRecord Write(StreamId stream, Hour hour, ReadOnlyMemory<byte> stem, Peer peer, Func<FilledStream>? target)
    {
        byte[] name = [.. stem.Span, .. Ending];
        var record = new FillRecord
        {
            Path = $"{stream}/{hour}/{RawName.ToText(name)}",
            State = FillState.Tombstone,
            Replica = peer.Name,
        };
        if (target is null) return record;
        try
        {
            var directory = target();
            using var file = directory.Create();
            try
            {
                directory.Publish(file, hour, name);
            }
            finally
            {
                directory.Forget(file);
            }

            return record;
        }
        catch (BlockedPlaceException fault)
        {
            return record with { State = FillState.Failed, Cause = fault.Message };
        }
        catch (IOException fault)
        {
            throw new FillException($"cannot write into the archive: {fault.Message}", fault) { MayPass = true };
        }
    }

    private bool IsUnusual(HourCopy here, List<ReadOnlyMemory<byte>> fresh, out int withdrawn)
    {
        withdrawn = 0;
        if (fresh.Count <= UsualWithdrawn) return false;
        var stems = new HashSet<ReadOnlyMemory<byte>>(fresh, NameEquality.Instance);
        withdrawn = here.Segments.Count(segment => stems.Contains(segment.StemUtf8));
        return !request.AcceptTombstones && withdrawn > UsualWithdrawn && withdrawn * UsualPart > here.Segments.Count;
    }

    private static FillRecord NotFollowed(StreamId stream, ComparedHour hour, Peer peer, int withdrawn) => new()
    {
        Path = $"{stream}/{hour.Hour}",
        State = FillState.Failed,
        Replica = peer.Name,
        Cause = $"its tombstones would withdraw {withdrawn} of {hour.Here.Segments.Count} segments here, so none is followed",
    };

    private static bool IsStemOfSegment(ReadOnlyMemory<byte> stem) =>
        SegmentName.TryParse((byte[])[.. stem.Span, .. ".ts"u8], out var name) && name.Kind != SegmentKind.Temporary;
}
