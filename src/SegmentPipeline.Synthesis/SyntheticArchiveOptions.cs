namespace SegmentPipeline.Synthesis;

/// <summary>What a synthetic archive is to look like. The same options give the same tree, byte for byte.</summary>
public sealed record SyntheticArchiveOptions
{
    /// <summary>Number of channels, 1 to 1,000.</summary>
    /// <value>1.</value>
    public int Channels { get; init; } = 1;

    /// <summary>Number of qualities of each channel, 1 to 100.</summary>
    /// <value>2.</value>
    public int Qualities { get; init; } = 2;

    /// <summary>Number of hours of each stream, 1 to 1,000,000.</summary>
    /// <value>12.</value>
    public int Hours { get; init; } = 12;

    /// <summary>The first hour. Streams begin with its first moment.</summary>
    /// <value>2026-03-28T18.</value>
    public Hour Start { get; init; } = Timestamp.Parse("2026-03-28T18").Hour;

    /// <summary>Length of a regular segment in seconds, 1 to 60.</summary>
    /// <value>2.</value>
    public int SecondsPerSegment { get; init; } = 2;

    /// <summary>What everything that is not given is drawn from.</summary>
    /// <value>1.</value>
    public long Seed { get; init; } = 1;

    /// <summary>Which faults are planted.</summary>
    /// <value><see cref="FaultLevel.Few"/>.</value>
    public FaultLevel Faults { get; init; } = FaultLevel.Few;

    /// <summary>Size of a regular segment in bytes, 0 to 100,000,000. Names carry the hash of the content if there is any.</summary>
    /// <value>0: archives of millions of files fit on any disk.</value>
    public int BytesPerFile { get; init; }

    /// <summary>Whether files are small transport streams that play, with a clock that goes on over the whole archive and faults in
    /// their content. <see cref="BytesPerFile"/> is then what each has at least, as far as whole packets go.</summary>
    /// <value>False.</value>
    public bool Media { get; init; }

    /// <summary>Every rule that these options break, as sentences; empty if none.</summary>
    public IReadOnlyList<string> Validate()
    {
        var faults = new List<string>();
        Check(Channels, 1, 1_000, "the number of channels");
        Check(Qualities, 1, 100, "the number of qualities");
        Check(Hours, 1, 1_000_000, "the number of hours");
        Check(SecondsPerSegment, 1, 60, "the seconds per segment");
        Check(BytesPerFile, 0, 100_000_000, "the bytes per file");
        if (!Enum.IsDefined(Faults)) faults.Add($"there is no level of faults {(int)Faults}");
        if (faults.Count == 0 && (Start < FirstHour || Start.SinceEpoch + (long)Hours > LastHour.SinceEpoch))
            faults.Add($"the archive must lie between {FirstHour} and {LastHour}, but starts {Start} and has {Hours} hours");
        return faults;

        void Check(int value, int least, int most, string what)
        {
            if (value < least || value > most) faults.Add($"{what} must be {least} to {most}, but is {value}");
        }
    }

    private static Hour FirstHour => Timestamp.Parse("1000-01-01T00").Hour;

    private static Hour LastHour => Timestamp.Parse("9999-12-31T23").Hour;
}
