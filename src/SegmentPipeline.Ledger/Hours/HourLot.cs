namespace SegmentPipeline.Ledger;

/// <summary>Hours that wait to be written down together. Their bytes are copied into one array, which is used again for the next lot: the
/// bytes that come are lent, and arrays of its own would outlive the young generation.</summary>
internal sealed class HourLot
{
    private readonly List<Entry> _entries = [];
    private byte[] _bytes = [];

    /// <summary>How many hours wait.</summary>
    internal int Count => _entries.Count;

    /// <summary>How many bytes they have.</summary>
    internal int SizeBytes { get; private set; }

    /// <summary>Takes an hour; copies its bytes.</summary>
    internal void Add(StreamId stream, Hour hour, HourDigest digest, bool isNew)
    {
        var start = SizeBytes;
        Copy(digest.Facts.Span);
        Copy(digest.Names.Span);
        var bare = digest with { Facts = default, Names = default };
        _entries.Add(new Entry(new WaitingPlace(stream, hour, isNew), bare, start, digest.Facts.Length, digest.Names.Length));
    }

    /// <summary>The hour at a place, in the order in which they came.</summary>
    internal WaitingHour this[int place]
    {
        get
        {
            var entry = _entries[place];
            return new WaitingHour
            {
                Stream = entry.Place.Stream,
                Hour = entry.Place.Hour,
                Digest = entry.Digest,
                IsNew = entry.Place.IsNew,
                Facts = _bytes.AsSpan(entry.Start, entry.FactsLength),
                Names = _bytes.AsSpan(entry.Start + entry.FactsLength, entry.NamesLength),
            };
        }
    }

    /// <summary>Forgets them.</summary>
    internal void Clear()
    {
        _entries.Clear();
        SizeBytes = 0;
    }

    private void Copy(ReadOnlySpan<byte> bytes)
    {
        if (_bytes.Length - SizeBytes < bytes.Length) Array.Resize(ref _bytes, Math.Max(2 * _bytes.Length, SizeBytes + bytes.Length));
        bytes.CopyTo(_bytes.AsSpan(SizeBytes));
        SizeBytes += bytes.Length;
    }

    private readonly record struct WaitingPlace(StreamId Stream, Hour Hour, bool IsNew);

    private readonly record struct Entry(WaitingPlace Place, HourDigest Digest, int Start, int FactsLength, int NamesLength);
}

/// <summary>An hour that waits to be written down.</summary>
internal readonly ref struct WaitingHour
{
    /// <summary>Its stream.</summary>
    internal required StreamId Stream { get; init; }

    /// <summary>Which hour it is.</summary>
    internal required Hour Hour { get; init; }

    /// <summary>What there is to remember of it, but for the bytes.</summary>
    internal required HourDigest Digest { get; init; }

    /// <summary>Whether the ledger has nothing of it.</summary>
    internal required bool IsNew { get; init; }

    /// <summary>Its facts.</summary>
    internal required ReadOnlySpan<byte> Facts { get; init; }

    /// <summary>The names of its segments.</summary>
    internal required ReadOnlySpan<byte> Names { get; init; }
}
