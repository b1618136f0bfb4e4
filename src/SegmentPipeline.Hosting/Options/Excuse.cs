using System.Security.Cryptography;
using System.Text;
using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentPipeline.Hosting;

/// <summary>A range of a stream that somebody has said is not expected to be covered, and why.</summary>
[JsonConverter(typeof(ExcuseJsonConverter))]
public sealed record Excuse
{
    /// <summary>The longest reason, in characters.</summary>
    /// <value>500.</value>
    public const int LongestReason = 500;

    /// <summary>The stream.</summary>
    public required StreamId Stream { get; init; }

    /// <summary>The range.</summary>
    public required TimeRange Range { get; init; }

    /// <summary>Why, for people.</summary>
    public required string Reason { get; init; }

    /// <summary>From when on audits pass it over; null if it holds until it is taken back.</summary>
    public Timestamp? Until { get; init; }

    /// <summary>When it was given.</summary>
    public required Timestamp Given { get; init; }

    /// <summary>Who gave it; null if nobody is named.</summary>
    public string? By { get; init; }

    /// <summary>By what it is taken back: another of another stream or range, and of no other.</summary>
    public string Id => Convert.ToHexStringLower(SHA256.HashData(Encoding.UTF8.GetBytes($"{Stream}\n{Range.Start}/{Range.End}")).AsSpan(0, 8));

    /// <summary>What is wrong with it; null if nothing is.</summary>
    public string? FindFault()
    {
        if (Range.End <= Range.Start) return $"it ends {Range.End}, and not after its start {Range.Start}";
        if (string.IsNullOrWhiteSpace(Reason)) return "it has no reason";
        if (Reason.Length > LongestReason) return $"its reason has more than {LongestReason} characters";
        if (Reason.Any(char.IsControl)) return "its reason has characters that are no text";
        return Until <= Given ? $"it would have run out {Until}" : null;
    }
}

/// <summary>Writes an excuse as the host's <c>/api/archives/NAME/excuses</c> answers.</summary>
public sealed class ExcuseJsonConverter : WrittenJsonConverter<Excuse>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, Excuse value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("id"u8, value.Id);
        writer.WriteString("channel"u8, value.Stream.Channel);
        writer.WriteString("quality"u8, value.Stream.Quality);
        writer.WriteString("start"u8, value.Range.Start.ToString());
        writer.WriteString("end"u8, value.Range.End.ToString());
        writer.WriteString("reason"u8, value.Reason);
        writer.WriteString("until"u8, value.Until?.ToString());
        writer.WriteString("given"u8, value.Given.ToString());
        writer.WriteString("by"u8, value.By);
        writer.WriteEndObject();
    }
}
