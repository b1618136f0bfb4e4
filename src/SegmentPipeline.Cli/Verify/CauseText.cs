using System.Globalization;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>What is wrong with a file, for people: a line a cause.</summary>
internal static class CauseText
{
    /// <summary>The line of a cause.</summary>
    internal static string TextOf(CorruptCause cause)
    {
        var details = DetailsOf(cause);
        return details.Length == 0 ? VerificationWords.WordOf(cause.Cause) : $"{VerificationWords.WordOf(cause.Cause)}: {details}";
    }

    /// <summary>Where a fault probably came from, in a few words; null if there is no telling.</summary>
    internal static string? TextOf(CorruptOrigin? origin) => origin switch
    {
        null => null,
        CorruptOrigin.Before => "it was like that when it was written: source, network or recorder",
        CorruptOrigin.Name => "another file's content, or a renamed file",
        CorruptOrigin.Disk => "disk or copy",
        _ => throw new ArgumentOutOfRangeException(nameof(origin), origin, "no such origin"),
    };

    private static string DetailsOf(CorruptCause cause) => cause.Cause switch
    {
        CorruptCauseKind.Hash => $"the name says {cause.Expected}, the content has {cause.Actual}",
        CorruptCauseKind.Empty => "there is no byte",
        CorruptCauseKind.Container => $"no transport stream; it looks like {cause.LooksLike ?? "nothing that is known"}",
        CorruptCauseKind.Truncated => Text($"{cause.BytesOver ?? 0:N0} bytes are left after the last whole packet"),
        CorruptCauseKind.Zeros => Text($"nothing but zeros from byte {cause.FromByte ?? 0:N0} to the end"),
        CorruptCauseKind.Sync => Text($"packets do not begin where they should from byte {cause.FromByte ?? 0:N0} on{Times(cause)}"),
        CorruptCauseKind.Error => Text($"packet {cause.Packet ?? 0:N0} says that it was damaged on its way{Times(cause)}"),
        CorruptCauseKind.Continuity => Text(
            $"PID {cause.Pid}, {Plural.TextOf(cause.PacketsMissing ?? 0, "packet")} missing before packet {cause.Packet ?? 0:N0}{Times(cause)}"),
        CorruptCauseKind.Program => $"no {cause.Missing?.ToUpperInvariant()} before the media",
        CorruptCauseKind.Clock when cause.StepMicroseconds is { } step => Text(
            $"PID {cause.Pid} leaps {(step < 0 ? "back" : "forth")} by {DurationWords.TextOf(Math.Abs(step))} at packet {cause.Packet ?? 0:N0}"),
        CorruptCauseKind.Clock => "no picture or sound says when it is to be played",
        CorruptCauseKind.Duration =>
            $"the name says {DurationWords.TextOf(cause.NameMicroseconds ?? 0)}, the media lasts {DurationWords.TextOf(cause.MediaMicroseconds ?? 0)}",
        _ => throw new ArgumentOutOfRangeException(nameof(cause), cause.Cause, "no such cause"),
    };

    private static string Times(CorruptCause cause) => cause.Times is > 1 and var times ? Text($", {times:N0} times in the file") : "";

    private static string Text(FormattableString text) => text.ToString(CultureInfo.InvariantCulture);
}
