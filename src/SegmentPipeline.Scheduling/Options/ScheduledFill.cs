using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>How a scheduled archive is filled from its other copies: its <c>fill</c>, read.</summary>
public sealed class ScheduledFill
{
    /// <summary>How long to wait between two passes.</summary>
    /// <value>2 minutes.</value>
    public TimeSpan Every { get; set; } = TimeSpan.FromMinutes(2);

    /// <summary>Whether nothing is fetched but when somebody asks for it; until then the archive is only compared.</summary>
    /// <value>No: it is filled again and again.</value>
    public bool OnlyWhenAsked { get; set; }

    /// <summary>Whether only segments are fetched that cover missing time.</summary>
    /// <value>No: all that are missing, those that cover missing time first.</value>
    public bool OnlyHoles { get; set; }

    /// <summary>How many files are fetched at once, 1 to 64.</summary>
    /// <value>5.</value>
    public int Concurrency { get; set; } = 5;

    /// <summary>How many bytes a second are fetched at most.</summary>
    /// <value>None: as many as come.</value>
    public long? BytesPerSecond { get; set; }

    /// <summary>How many bytes stay free on the disk, and at least a hundredth of it.</summary>
    /// <value>0.</value>
    public long KeepFreeBytes { get; set; }

    /// <summary>How many segments a pass publishes at most.</summary>
    /// <value>None: all.</value>
    public long? MostFiles { get; set; }

    /// <summary>How long a pass fetches at most.</summary>
    /// <value>None: until all are here.</value>
    public TimeSpan? Budget { get; set; }

    /// <summary>What a pass is asked for.</summary>
    /// <param name="copies">What is compared.</param>
    internal FillRequest ToRequest(CompareRequest copies) => new()
    {
        Copies = copies,
        OnlyHoles = OnlyHoles,
        Concurrency = Concurrency,
        BytesPerSecond = BytesPerSecond,
        KeepFreeBytes = KeepFreeBytes,
        MostFiles = MostFiles,
        Budget = Budget,
    };
}
