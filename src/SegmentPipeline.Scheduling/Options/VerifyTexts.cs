using System.Globalization;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Scheduling;

/// <summary>Reads the values of <c>verify</c> that nothing else has.</summary>
internal static class VerifyTexts
{
    /// <summary>A number alone is files, one with a unit of time is a time, and one with a unit of size is bytes.</summary>
    /// <returns>The budget; null if the text is none, or nothing could be done within it.</returns>
    internal static VerificationBudget? ReadBudget(string text)
    {
        VerificationBudget? budget = null;
        if (long.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var files))
            budget = new VerificationBudget { Files = files };
        else if (ReadTime(text) is { } time) budget = new VerificationBudget { Time = time };
        else if (SizeText.TryParse(text, out var bytes)) budget = new VerificationBudget { Bytes = bytes };
        return budget is { Files: 0 } or { Bytes: 0 } || budget?.Time == TimeSpan.Zero ? null : budget;
    }

    /// <summary>A duration, or <c>30d</c>, days of 24 hours; null if the text is neither.</summary>
    internal static TimeSpan? ReadTime(string text) => SpanText.TryParse(text, out var span) ? span : null;

    /// <summary>The level of a word; null if it is none.</summary>
    internal static VerificationLevel? ReadLevel(string text)
    {
        foreach (var level in Enum.GetValues<VerificationLevel>())
        {
            if (VerificationWords.WordOf(level) == text) return level;
        }

        return null;
    }

    internal static string? FaultOfBudget(string text) => ReadBudget(text) is null
        ? $"'{text}' is no budget; write bytes as 50GB, a time as 2h, or files as 10000"
        : null;

    internal static string? FaultOfTime(string text) => ReadTime(text) is null
        ? $"'{text}' is not a duration; {SpanText.Expected}"
        : null;

    internal static string? FaultOfLevel(string text) => ReadLevel(text) is null
        ? $"'{text}' is none of {string.Join(", ", Enum.GetValues<VerificationLevel>().Select(VerificationWords.WordOf))}"
        : null;

    internal static string? FaultOfWindow(string text) => DailyWindow.TryParse(text, out _)
        ? null
        : $"'{text}' is no part of a day; write 01:00-06:00, or 22:00-05:00 over midnight";
}
