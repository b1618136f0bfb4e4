namespace SegmentPipeline.Verification.Tests.Rolling;

/// <summary>Remembers contents in a dictionary, as long as a test lets it.</summary>
internal sealed class DictionaryContents : IContentMemory
{
    internal Dictionary<(StreamId Stream, Hour Hour), VerifiedHour> Hours { get; } = [];

    internal List<CorruptFile> Sampled { get; } = [];

    /// <summary>How often something was remembered.</summary>
    internal int Remembered { get; private set; }

    /// <summary>At which time the process dies instead of remembering anything; null for never.</summary>
    internal int? DiesAt { get; set; }

    public IReadOnlyDictionary<Hour, VerifiedHour> Recall(StreamId stream) =>
        Hours.Where(pair => pair.Key.Stream == stream).ToDictionary(pair => pair.Key.Hour, pair => pair.Value);

    public void Remember(StreamId stream, Hour hour, VerifiedHour verified)
    {
        if (Remembered == DiesAt) throw new InvalidOperationException("killed");
        Remembered++;
        Hours[(stream, hour)] = verified;
    }

    public void RememberCorrupt(IReadOnlyList<CorruptFile> corrupt, Timestamp at) => Sampled.AddRange(corrupt);

    internal VerifiedHour At(string hour) => Hours[(new StreamId("c", "q"), Timestamp.Parse(hour).Hour)];
}
