namespace SegmentPipeline;

/// <summary>A moment as people give it: a time, or how long before now.</summary>
/// <param name="Time">The time; null if it is told from now.</param>
/// <param name="Ago">How long before now; zero for a time.</param>
internal readonly record struct MomentText(Timestamp? Time, TimeSpan Ago)
{
    /// <summary>How a moment may be written, for help texts.</summary>
    internal const string HowToWrite =
        "RFC 3339 with any offset, none is UTC; or YYYY-MM-DDTHH:MM, an hour YYYY-MM-DDTHH, a date; now; -2h for two hours ago.";

    private const string Now = "now";

    /// <summary>Reads what <see cref="Timestamp.TryParse(string?, out Timestamp)"/> reads, <c>now</c>, or a duration before now such as
    /// <c>-2h</c>.</summary>
    /// <returns>What is wrong with the text, or null.</returns>
    internal static string? FaultOf(string text, out MomentText value)
    {
        value = new MomentText(null, TimeSpan.Zero);
        if (text == Now) return null;
        if (text.StartsWith('-'))
        {
            var fault = DurationText.TryParse(text.AsSpan(1), out var ago)
                ? null : $"'{text}' is not a time before now; write -90s, -30m or -2h";
            value = new MomentText(null, TimeSpan.FromMicroseconds(ago));
            return fault;
        }

        var isTime = Timestamp.TryParse(text, out var time, out var wrong);
        value = new MomentText(time, TimeSpan.Zero);
        return isTime ? null : wrong;
    }

    /// <summary>How long before now; null for a time.</summary>
    internal TimeSpan? AgoOrNull => Time is null ? Ago : null;

    /// <summary>The moment.</summary>
    internal Timestamp At(Timestamp now) => Time ?? now - Ago;
}
