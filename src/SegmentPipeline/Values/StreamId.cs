using System.Diagnostics.CodeAnalysis;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>One channel and quality: what recorders write and players play.</summary>
/// <remarks>Names of the two directories. A byte that is not UTF-8 stands as <c>\xNN</c>, as in the records, and a backslash that would be
/// read as the start of that as <c>\x5C</c>. Methods that look for a stream also take a name that is written without that, where no other
/// has it.</remarks>
[JsonConverter(typeof(StreamIdJsonConverter))]
public sealed record StreamId : IComparable<StreamId>, IParsable<StreamId>
{
    /// <summary>Names a stream.</summary>
    /// <param name="channel">Name of the channel's directory.</param>
    /// <param name="quality">Name of the quality's directory.</param>
    /// <exception cref="ArgumentException">One of them cannot name a directory of an archive: it is empty, starts with a dot,
    /// or contains a slash or a NUL. No stream leads outside the archive or to hidden files.</exception>
    public StreamId(string channel, string quality)
    {
        Channel = Checked(channel, nameof(channel));
        Quality = Checked(quality, nameof(quality));
    }

    /// <summary>Reads <c>CHANNEL/QUALITY</c>, as <see cref="ToString"/> writes it.</summary>
    /// <param name="s">The text.</param>
    /// <exception cref="FormatException">It is not a stream; see <see cref="FaultOf"/>.</exception>
    public static StreamId Parse(string s) => Parse(s, null);

    /// <summary>Reads <c>CHANNEL/QUALITY</c>, as <see cref="ToString"/> writes it.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: names have no culture.</param>
    /// <exception cref="FormatException">It is not a stream; see <see cref="FaultOf"/>.</exception>
    public static StreamId Parse(string s, IFormatProvider? provider)
    {
        ArgumentNullException.ThrowIfNull(s);
        return TryParse(s, provider, out var stream) ? stream : throw new FormatException($"'{s}' is not a stream; write CHANNEL/QUALITY");
    }

    /// <summary>Reads <c>CHANNEL/QUALITY</c>, as <see cref="ToString"/> writes it.</summary>
    /// <param name="s">The text.</param>
    /// <param name="result">The stream, or null if the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, [NotNullWhen(true)] out StreamId? result) => TryParse(s, null, out result);

    /// <summary>Reads <c>CHANNEL/QUALITY</c>, as <see cref="ToString"/> writes it.</summary>
    /// <param name="s">The text.</param>
    /// <param name="provider">Not used: names have no culture.</param>
    /// <param name="result">The stream, or null if the text is none.</param>
    public static bool TryParse([NotNullWhen(true)] string? s, IFormatProvider? provider, [NotNullWhen(true)] out StreamId? result)
    {
        var slash = s?.IndexOf('/', StringComparison.Ordinal) ?? -1;
        var isStream = slash >= 0 && FaultOf(s![..slash]) is null && FaultOf(s[(slash + 1)..]) is null;
        result = isStream ? new StreamId(s![..slash], s[(slash + 1)..]) : null;
        return isStream;
    }

    /// <summary>Why a text cannot name a channel or a quality, as the end of a sentence that begins with the name; null if it
    /// can.</summary>
    /// <param name="name">The text.</param>
    public static string? FaultOf(string name)
    {
        ArgumentNullException.ThrowIfNull(name);
        if (name.Length == 0) return "is empty";
        if (name[0] == '.') return "starts with a dot; hidden directories are not part of an archive";
        return name.AsSpan().ContainsAny('/', '\0') ? "is not the name of one directory" : null;
    }

    /// <summary>Name of the channel's directory.</summary>
    public string Channel { get; }

    /// <summary>Name of the quality's directory.</summary>
    public string Quality { get; }

    /// <summary>By channel, then quality, each by the bytes of its name.</summary>
    /// <param name="other">The other stream.</param>
    public int CompareTo(StreamId? other)
    {
        if (other is null) return 1;
        var byChannel = RawName.CompareBytes(Channel, other.Channel);
        return byChannel != 0 ? byChannel : RawName.CompareBytes(Quality, other.Quality);
    }

    /// <summary><c>CHANNEL/QUALITY</c>.</summary>
    public override string ToString() => $"{Channel}/{Quality}";

    /// <summary>Whether <paramref name="left"/> sorts before <paramref name="right"/>.</summary>
    public static bool operator <(StreamId? left, StreamId? right) => Comparer<StreamId?>.Default.Compare(left, right) < 0;

    /// <summary>Whether <paramref name="left"/> sorts after <paramref name="right"/>.</summary>
    public static bool operator >(StreamId? left, StreamId? right) => Comparer<StreamId?>.Default.Compare(left, right) > 0;

    /// <summary>Whether <paramref name="left"/> does not sort after <paramref name="right"/>.</summary>
    public static bool operator <=(StreamId? left, StreamId? right) => !(left > right);

    /// <summary>Whether <paramref name="left"/> does not sort before <paramref name="right"/>.</summary>
    public static bool operator >=(StreamId? left, StreamId? right) => !(left < right);

    private static string Checked(string name, string parameter)
    {
        ArgumentException.ThrowIfNullOrEmpty(name, parameter);
        return FaultOf(name) is { } fault ? throw new ArgumentException($"'{name}' {fault}.", parameter) : name;
    }
}
