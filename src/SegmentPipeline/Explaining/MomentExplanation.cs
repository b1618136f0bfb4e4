using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Why a moment of a stream is as it is.</summary>
/// <remarks>Source: semantics §1 to §4. Class and range are those that an audit without a window finds.</remarks>
[JsonConverter(typeof(MomentExplanationJsonConverter))]
public sealed record MomentExplanation
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The moment.</summary>
    public required Timestamp Moment { get; init; }

    /// <summary>Where it lies as seen from the stream's window.</summary>
    public required MomentPlace Place { get; init; }

    /// <summary>What covers it; null unless it lies inside.</summary>
    public CoverageClass? Class { get; init; }

    /// <summary>The maximal range of that class around it; null unless it lies inside.</summary>
    public TimeRange? Range { get; init; }

    /// <summary>The class just before the range; null where the window begins.</summary>
    public CoverageClass? ClassBefore { get; init; }

    /// <summary>The class just after the range; null where the window ends.</summary>
    public CoverageClass? ClassAfter { get; init; }

    /// <summary>How many of the hours that a missing range reaches into have no directory; zero for other classes.</summary>
    public long HoursWithoutDirectory { get; init; }

    /// <summary>The selected segments that contain the moment, in time order.</summary>
    public required IReadOnlyList<Segment> Touching { get; init; }

    /// <summary>The last selected segment, in time order, that starts and ends by the moment; by the start of the range if that is missing.
    /// Null if none was read.</summary>
    public Segment? Before { get; init; }

    /// <summary>The first selected segment that starts after the moment; at or after the end of the range if that is missing. Null if none
    /// was read.</summary>
    public Segment? After { get; init; }

    /// <summary>The segment by which the playable sequence of the moment's hour plays it; null if it does not.</summary>
    public Segment? PlayedBy { get; init; }

    /// <summary>The hole of that sequence in which the moment lies; null if there is none. With neither, it lies in a gap within the
    /// tolerance.</summary>
    public SequenceHole? SequenceHole { get; init; }

    /// <summary>Those of <see cref="Touching"/> that this sequence skips, because they overlap what it plays.</summary>
    public required IReadOnlyList<Segment> Skipped { get; init; }

    /// <summary>The entries that touch the moment, lie between its neighbours, or have names too bad to tell, by path. At most
    /// <see cref="MostEntries"/> and <see cref="MostBadNames"/> of them, the nearest.</summary>
    public required IReadOnlyList<MomentEntry> Entries { get; init; }

    /// <summary>Further such entries that are not listed.</summary>
    public long EntriesLeftOut { get; init; }

    /// <summary>What could not be read on the way. If there is anything, the answer may be another once it can be. At most
    /// <see cref="MostUnreadable"/>.</summary>
    public required IReadOnlyList<UnreadableFinding> Unreadable { get; init; }

    /// <summary>What is known of the content of each of <see cref="Touching"/>, if whoever asked has a ledger; else none. An archive by itself
    /// knows nothing of it.</summary>
    public IReadOnlyList<SegmentVerification> Verifications { get; init; } = [];

    /// <summary>The most entries listed, bad names aside.</summary>
    public const int MostEntries = 40;

    /// <summary>The most bad names listed.</summary>
    public const int MostBadNames = 20;

    /// <summary>The most unreadable places listed.</summary>
    public const int MostUnreadable = 40;
}
