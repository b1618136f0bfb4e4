namespace SegmentPipeline.Ledger;

/// <summary>Which segments covered lost time and are not there any more.</summary>
internal sealed class VanishedFiles(LedgerDatabase database, StreamTable streams, string root)
{
    private const int MostNamed = 1000;

    private readonly List<StaleLedgerFinding> _damaged = [];
    private readonly HashSet<ArchivePath> _damagedPaths = [];
    private readonly SegmentArchive _archive = SegmentArchive.Open(root, new SegmentArchiveOptions { MayBeAbsent = true });
    private ((StreamId Stream, Hour Hour)? Hour, HashSet<string>? Names) _listed = (null, null);

    /// <summary>What was found damaged since this was asked last: names of hours, whose files are then not counted.</summary>
    internal IReadOnlyList<StaleLedgerFinding> TakeDamaged()
    {
        StaleLedgerFinding[] taken = [.. _damaged];
        _damaged.Clear();
        return taken;
    }

    /// <summary>All of them counted, the first thousand named. Lists the directories of the range's hours.</summary>
    internal (long Count, IReadOnlyList<EntryPath> Named) In(StreamId stream, TimeRange range)
    {
        long count = 0;
        var named = new List<EntryPath>();
        if (streams.Find(stream) is not { } row) return (count, named);
        foreach (var (hour, digest) in Remembered(row.Id, range))
        {
            if (digest is null)
            {
                var path = new ArchivePath(stream, hour);
                if (_damagedPaths.Add(path)) _damaged.Add(new StaleLedgerFinding
                {
                    Path = path,
                    Cause = "the names that the ledger has of the hour are damaged; its vanished files are not told",
                });
                continue;
            }

            foreach (var segment in SegmentsOf(stream, digest, hour))
            {
                if (segment.Range.Intersect(range).IsEmpty || IsThere(segment.Path)) continue;
                count++;
                if (named.Count < MostNamed) named.Add(segment.Path);
            }
        }

        return (count, named);
    }

    /// <summary>The hours whose segments may reach into a range, as they were at the last complete run; null for those whose names are
    /// damaged.</summary>
    private IEnumerable<(Hour Hour, HourDigest? Digest)> Remembered(long stream, TimeRange range)
    {
        const string sql = """
            SELECT hour, names, sum, 0 FROM hour_before WHERE stream_id = $1 AND hour BETWEEN $2 AND $3
            UNION ALL
            SELECT hour, names, sum, sum IS NULL AND EXISTS (SELECT 1 FROM hour WHERE stream_id = $1 AND hour.hour = hour_names.hour AND hour.sum IS NOT NULL)
            FROM hour_names
            WHERE stream_id = $1 AND hour BETWEEN $2 AND $3 AND NOT EXISTS (SELECT 1 FROM hour_before WHERE stream_id = $1 AND hour_before.hour = hour_names.hour)
            UNION ALL
            SELECT hour, x'', NULL, 1 FROM hour
            WHERE stream_id = $1 AND hour BETWEEN $2 AND $3 AND NOT EXISTS (SELECT 1 FROM hour_before WHERE stream_id = $1 AND hour_before.hour = hour.hour)
                AND NOT EXISTS (SELECT 1 FROM hour_names WHERE stream_id = $1 AND hour_names.hour = hour.hour)
            ORDER BY hour
            """;
        foreach (var row in database.Sql(sql).Rows(stream, (long)range.Start.Hour.Previous.SinceEpoch, (long)range.End.Hour.SinceEpoch))
        {
            var (hour, names) = (row.Integer(0), row.Blob(1));
            var isWhole = row.Integer(3) == 0 && HourChecksum.AreNamesWhole(stream, hour, names, row.IntegerOrNull(2));
            yield return (new Hour((int)hour), isWhole ? new HourDigest
            {
                Fingerprint = default,
                IsTrusted = false,
                Facts = default,
                Names = names,
            } : null);
        }
    }

    /// <summary>The segments of an hour; none if the ledger's names are broken: a name less is no reason to fail.</summary>
    private static IReadOnlyList<RememberedSegment> SegmentsOf(StreamId stream, HourDigest digest, Hour hour)
    {
        try
        {
            return [.. digest.SegmentsOf(stream, hour)];
        }
        catch (FormatException)
        {
            return [];
        }
    }

    /// <summary>Whether a file is in its directory, or there is no telling.</summary>
    internal bool IsThere(EntryPath file)
    {
        if (_listed.Hour != (file.Stream, file.Hour)) _listed = ((file.Stream, file.Hour), NamesIn(file.Stream, file.Hour));
        return _listed.Names?.Contains(file.Name) ?? true;
    }

    /// <summary>The names in the directory of an hour; none if it is not there; null if there is no telling.</summary>
    private HashSet<string>? NamesIn(StreamId stream, Hour hour)
    {
        var listing = _archive.ListNamesAsync(stream, hour).GetAwaiter().GetResult();
        return listing.Outcome == ListingOutcome.Unreadable ? null : listing.Items.ToHashSet(StringComparer.Ordinal);
    }
}
