using System.Text.Json.Serialization;

namespace SegmentPipeline.Verification;

/// <summary>How the media's clock may go on otherwise than the names. The words are an interface.</summary>
/// <remarks>Source: docs/verification.md §3.</remarks>
[JsonConverter(typeof(WordJsonConverter<ClockFault>))]
public enum ClockFault
{
    /// <summary>Time is missing although names say otherwise.</summary>
    HiddenHole,

    /// <summary>Time is there twice.</summary>
    Repeat,

    /// <summary>Nothing is missing although names say so.</summary>
    PhantomHole,

    /// <summary>A new session of the encoder.</summary>
    Restart,
}

/// <summary>All faults between files: their words and counts.</summary>
public static class ClockFaults
{
    /// <summary>The faults, in the order of docs/verification.md §3.</summary>
    public static IReadOnlyList<ClockFaultRow> All { get; } =
    [
        new(ClockFault.HiddenHole, "hidden-hole", "time is missing although names say otherwise", VerificationFailOn.Corrupt,
            counts => counts.HiddenHole, counts => counts with { HiddenHole = counts.HiddenHole + 1 }),
        new(ClockFault.Repeat, "repeat", "time is there twice", VerificationFailOn.Any,
            counts => counts.Repeat, counts => counts with { Repeat = counts.Repeat + 1 }),
        new(ClockFault.PhantomHole, "phantom-hole", "nothing is missing although names say so", VerificationFailOn.Any,
            counts => counts.PhantomHole, counts => counts with { PhantomHole = counts.PhantomHole + 1 }),
        new(ClockFault.Restart, "restart", "a new session of the encoder", null,
            counts => counts.Restart, counts => counts with { Restart = counts.Restart + 1 }),
    ];

    /// <summary>The row of a fault.</summary>
    /// <param name="fault">The fault.</param>
    /// <exception cref="ArgumentOutOfRangeException">There is no such fault.</exception>
    public static ClockFaultRow RowOf(ClockFault fault) => All.FirstOrDefault(row => row.Member == fault)
        ?? throw new ArgumentOutOfRangeException(nameof(fault), fault, "no such fault");
}

/// <summary>A row of <see cref="ClockFaults.All"/>.</summary>
public sealed class ClockFaultRow
{
    private readonly Func<ClockCounts, long> _count;
    private readonly Func<ClockCounts, ClockCounts> _add;

    internal ClockFaultRow(
        ClockFault member,
        string word,
        string description,
        VerificationFailOn? failsFrom,
        Func<ClockCounts, long> count,
        Func<ClockCounts, ClockCounts> add)
    {
        (Member, Word, Description, FailsFrom) = (member, word, description, failsFrom);
        (_count, _add) = (count, add);
    }

    /// <summary>The fault.</summary>
    public ClockFault Member { get; }

    /// <summary>Its word.</summary>
    public string Word { get; }

    /// <summary>What it says.</summary>
    public string Description { get; }

    /// <summary>The least level at which it makes a verification fail; null if it never does.</summary>
    public VerificationFailOn? FailsFrom { get; }

    /// <summary>Its count.</summary>
    /// <param name="counts">All counts.</param>
    public long CountIn(ClockCounts counts) => _count(counts);

    /// <summary>The word.</summary>
    public override string ToString() => Word;

    internal ClockCounts AddTo(ClockCounts counts) => _add(counts);
}
