using System.Security.Cryptography;
using System.Text;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>What was expected of a stream in its window. Stands just before its <see cref="StreamRecord"/>, of streams of which something
/// else than everything was expected.</summary>
/// <remarks>Source: semantics §4.</remarks>
[JsonConverter(typeof(AuditRecordJsonConverter<ExpectationRecord>))]
public sealed record ExpectationRecord : AuditRecord
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>Its window.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Microseconds of the window that were expected.</summary>
    public required long ExpectedMicroseconds { get; init; }

    /// <summary>How many ranges these are.</summary>
    public required long Ranges { get; init; }

    /// <summary>What said so, for people.</summary>
    public required string Source { get; init; }

    /// <summary>The version of it: SHA-256 of the ranges in normal form, in time order, cut to the window and joined where they touch, each
    /// as <c>START/END</c> and a line feed; 64 small hexadecimal digits. Two audits of one window expected the same if it is the
    /// same.</summary>
    public required string Digest { get; init; }

    /// <summary>The record of what was expected.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="window">Its window.</param>
    /// <param name="source">What said so.</param>
    /// <param name="expected">What was expected of the window, in normal form.</param>
    internal static ExpectationRecord FromRanges(StreamId stream, TimeRange window, string source, IReadOnlyList<TimeRange> expected)
    {
        long microseconds = 0;
        using var digest = IncrementalHash.CreateHash(HashAlgorithmName.SHA256);
        foreach (var range in expected)
        {
            microseconds += range.Microseconds;
            digest.AppendData(Encoding.ASCII.GetBytes($"{range.Start}/{range.End}\n"));
        }

        return new ExpectationRecord
        {
            Stream = stream,
            Range = window,
            ExpectedMicroseconds = microseconds,
            Ranges = expected.Count,
            Source = source,
            Digest = Convert.ToHexStringLower(digest.GetHashAndReset()),
        };
    }
}

/// <summary>A maximal range of the window that is neither covered nor expected. No finding: nothing is wrong with it.</summary>
[JsonConverter(typeof(AuditRecordJsonConverter<OffRecord>))]
public sealed record OffRecord : AuditRecord
{
    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range.</summary>
    public required TimeRange Range { get; init; }
}
