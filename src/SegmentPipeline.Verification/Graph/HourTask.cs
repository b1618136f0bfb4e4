namespace SegmentPipeline.Verification;

/// <summary>An hour whose turn it is.</summary>
/// <param name="Stream">The stream.</param>
/// <param name="Position">Its place among the hours of the stream.</param>
internal sealed record HourTask(PlannedContents Stream, int Position)
{
    /// <summary>The hour.</summary>
    internal Hour Hour => Stream.Hours[Position];

    /// <summary>How many files it had when it was counted; null if it was not.</summary>
    internal int? Counted { get; init; }

    /// <summary>Which of them are drawn, in order; null if all are read.</summary>
    internal int[]? Drawn { get; init; }

    /// <summary>What is remembered of it.</summary>
    internal VerifiedHour? Known { get; init; }
}

/// <summary>An hour with the names of its files.</summary>
internal sealed class ListedHour(HourTask task, HourContents contents, int[] scope)
{
    internal HourTask Task { get; } = task;

    internal HourContents Contents { get; } = contents;

    /// <summary>The files that are asked for, as places in the contents.</summary>
    internal int[] Scope { get; } = scope;

    /// <summary>Their names as one value; empty without a memory.</summary>
    internal byte[] Names { get; init; } = [];

    /// <summary>How many of them were verified before and need not be read again: the first ones.</summary>
    internal int Resumed { get; init; }

    /// <summary>Whether the names are those that are remembered.</summary>
    internal bool IsAsKnown { get; init; }

    /// <summary>The files that are read, as places in the scope.</summary>
    internal IEnumerable<int> ToRead => Task.Drawn is { } drawn
        ? drawn.Where(place => place < Scope.Length)
        : Enumerable.Range(Resumed, Scope.Length - Resumed);

    /// <summary>Files that were drawn when the hour had more.</summary>
    internal int Missing => Task.Drawn?.Count(place => place >= Scope.Length) ?? 0;

    /// <summary>A file.</summary>
    /// <param name="place">Its place in the scope.</param>
    internal Segment SegmentAt(int place) => Contents[Scope[place]];

    internal bool IsSelectedAt(int place) => Contents.IsSelected(Scope[place]);
}

/// <summary>Files of one hour that follow one another, and what reading them gave: the message that goes through the line.</summary>
/// <param name="Hour">The hour.</param>
/// <param name="Places">The files, as places in its scope.</param>
/// <param name="IsLast">Whether no message of the hour follows.</param>
internal sealed record FileBatch(ListedHour Hour, IReadOnlyList<int> Places, bool IsLast)
{
    /// <summary>What reading gave; filled by the reader, in the order in which it read.</summary>
    internal List<FileReading> Readings { get; } = new(Places.Count);
}

/// <summary>What reading a file gave.</summary>
/// <param name="Place">Its place in the scope of its hour.</param>
/// <param name="Verdict">What was found out; null if the run ended before.</param>
/// <param name="ReadAt">When it was read.</param>
internal readonly record struct FileReading(int Place, FileVerdict? Verdict, Timestamp ReadAt)
{
    /// <summary>Whether it was read because a file beside it is corrupt, and not because it was drawn.</summary>
    internal bool IsNeighbour { get; init; }
}
