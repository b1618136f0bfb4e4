using System.Globalization;

namespace SegmentPipeline.Scheduling;

/// <summary>What is told, in sentences.</summary>
internal static class NoticeTexts
{
    /// <summary>Why a hole is over that has not healed.</summary>
    internal const string NotExpected = "excused: it is not expected any more to be covered";

    internal static string TextOf(NoticeItem item) => $"{item.Archive}: {(item.Change == NoticeChange.Over ? OverOf(item) : BegunOf(item))}";

    private static string BegunOf(NoticeItem item) => item.Kind switch
    {
        NoticeKind.Lost => $"coverage lost in {item.Subject}, {RangeOf(item)}{FilesOf(item.Files)}{WhyOf(item)}",
        NoticeKind.Failed => $"a run failed: {item.Cause}",
        NoticeKind.Corrupt => $"the file {item.Subject} is corrupt: {item.Cause}",
        NoticeKind.Silent => $"{item.Subject} is silent{SinceOf(item)}",
        NoticeKind.Hole => $"{(item.Change == NoticeChange.New ? "new" : "grown")} hole in {item.Subject}, {RangeOf(item)}{WhyOf(item)}",
        NoticeKind.Incomplete => $"a run could not read everything: {item.Cause}",
        NoticeKind.Missed => $"a run was missed: {item.Cause}",
        NoticeKind.Unverified => $"files wait to be verified{SinceOf(item)}, {item.Cause}",
        NoticeKind.Replica => $"the copy {item.Subject} does not answer{SinceOf(item)}{(item.Cause is null ? "" : $": {item.Cause}")}",
        _ => throw new ArgumentOutOfRangeException(nameof(item), item.Kind, "no such kind"),
    };

    private static string OverOf(NoticeItem item) => item.Kind switch
    {
        NoticeKind.Failed => $"runs come to their end again; they failed{SinceOf(item)}",
        NoticeKind.Corrupt => $"the file {item.Subject} is not corrupt any more",
        NoticeKind.Silent => $"{item.Subject} is not silent any more",
        NoticeKind.Hole when item.Cause is { } cause => $"a hole in {item.Subject} is {cause}, {RangeOf(item)}",
        NoticeKind.Hole => $"a hole in {item.Subject} has healed, {RangeOf(item)}",
        NoticeKind.Incomplete => $"everything can be read again; it could not{SinceOf(item)}",
        NoticeKind.Unverified => "all files are verified in time again",
        NoticeKind.Replica => $"the copy {item.Subject} answers again; it did not{SinceOf(item)}",
        _ => throw new ArgumentOutOfRangeException(nameof(item), item.Kind, "this is never over"),
    };

    private static string RangeOf(NoticeItem item) => $"{item.Range}, {SecondsOf(item.Microseconds)} s";

    private static string FilesOf(long files) => files switch
    {
        0 => "",
        1 => ", 1 file vanished",
        _ => $", {files.ToString(CultureInfo.InvariantCulture)} files vanished",
    };

    private static string WhyOf(NoticeItem item) => item.Cause is null ? "" : $": {item.Cause}";

    private static string SinceOf(NoticeItem item) => item.Since is { } since ? $" since {since}" : "";

    private static string SecondsOf(long microseconds) =>
        ((decimal)microseconds / Timestamp.MicrosecondsPerSecond).ToString("0.######", CultureInfo.InvariantCulture);
}
