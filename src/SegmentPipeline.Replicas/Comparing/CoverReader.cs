namespace SegmentPipeline.Replicas;

/// <summary>Reads what a copy of a stream covers of some ranges, by audits of just these.</summary>
/// <remarks>An audit of a part of a window tells the same as one of the whole, except within the tolerance of its own edges; so each
/// audit reaches further than what is asked for, but never out of the window.</remarks>
/// <param name="request">The tolerance and the settle time.</param>
/// <param name="window">The window of the stream here.</param>
/// <param name="tombstones">The tombstones of all copies: a name that any of them withdraws covers nothing anywhere.</param>
internal sealed class CoverReader(CompareRequest request, TimeRange window, CopyTombstones tombstones)
{
    /// <summary>Ranges that are closer are read by one audit.</summary>
    private const long MostApartMicroseconds = 24 * Timestamp.MicrosecondsPerHour;

    /// <summary>Reads it.</summary>
    /// <param name="archive">The copy.</param>
    /// <param name="stream">The stream, by the names that it has there.</param>
    /// <param name="ranges">Ranges in the window, in time order.</param>
    /// <param name="cancellationToken">Stops it.</param>
    internal async Task<CoverRanges> ReadAsync(
        SegmentArchive archive,
        StreamId stream,
        IReadOnlyList<TimeRange> ranges,
        CancellationToken cancellationToken)
    {
        var cover = new CoverRanges();
        foreach (var range in Joined(ranges))
        {
            var records = new List<AuditRecord>();
            try
            {
                var audit = request.AuditOf(stream, range.Start, range.End);
                var context = new AuditContext
                {
                    TimeProvider = request.TimeProvider,
                    Parallelism = request.Concurrency,
                    Tombstones = (one, hour, stop) => tombstones.ReadOthersAsync(archive, one, hour, stop),
                };
                await foreach (var record in archive.AuditAsync(audit, context, cancellationToken).ConfigureAwait(false))
                {
                    if (record is HoleFinding or UnknownRecord) records.Add(record);
                }

                foreach (var record in records) cover.Add(record);
            }
            catch (StreamNotFoundException)
            {
                cover.AddMissing(range);
            }
            catch (AuditFailedException)
            {
                cover.AddUnknown(range);
            }
        }

        return cover;
    }

    private IEnumerable<TimeRange> Joined(IReadOnlyList<TimeRange> ranges)
    {
        var margin = Timestamp.MicrosecondsPerSecond + 2 * (long)request.Tolerance.TotalMicroseconds;
        TimeRange? open = null;
        foreach (var range in ranges)
        {
            var wide = new TimeRange(range.Start.AddMicroseconds(-margin), range.End.AddMicroseconds(margin)).Intersect(window);
            if (open is { } before && wide.Start.MicrosecondsSince(before.End) < MostApartMicroseconds)
            {
                open = new TimeRange(before.Start, wide.End > before.End ? wide.End : before.End);
                continue;
            }

            if (open is { } done) yield return done;
            open = wide;
        }

        if (open is { } last) yield return last;
    }
}
