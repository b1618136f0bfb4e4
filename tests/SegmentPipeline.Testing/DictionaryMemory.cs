namespace SegmentPipeline.Testing;

/// <summary>Remembers hours in a dictionary.</summary>
internal sealed class DictionaryMemory : IHourMemory
{
    internal Dictionary<(StreamId Stream, Hour Hour), HourDigest> Digests { get; } = [];

    /// <summary>Hours that are read again although they have not changed.</summary>
    internal Func<Hour, bool> IsDue { get; set; } = _ => false;

    /// <summary>Hours of which what is remembered is damaged.</summary>
    internal HashSet<(StreamId Stream, Hour Hour)> Damaged { get; } = [];

    /// <summary>How often an hour was remembered.</summary>
    internal int Remembered { get; private set; }

    /// <summary>Files that are corrupt.</summary>
    internal List<CorruptFile> Corrupt { get; } = [];

    public IReadOnlyList<CorruptFile> CorruptIn(StreamId stream, Hour hour) =>
        [.. Corrupt.Where(file => file.Path.Stream == stream && file.Path.Hour == hour)];

    public HourDigest? Recall(StreamId stream, Hour hour) =>
        Damaged.Contains((stream, hour)) ? null : Digests.GetValueOrDefault((stream, hour));

    public bool IsDamaged(StreamId stream, Hour hour) => Damaged.Contains((stream, hour));

    public bool IsDueForCheck(StreamId stream, Hour hour) => IsDue(hour);

    public void Remember(StreamId stream, Hour hour, HourDigest digest)
    {
        Digests[(stream, hour)] = digest with { Facts = digest.Facts.ToArray(), Names = digest.Names.ToArray() };
        Remembered++;
    }
}
