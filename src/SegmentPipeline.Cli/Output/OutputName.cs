using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>What the end of a file's name promises of its content. A name that promises something else than is written there is refused;
/// one that promises nothing that is known here is taken.</summary>
internal static class OutputName
{
    private static readonly string[] TransportStream = [".ts", ".mts", ".m2ts", ".mpegts"];

    /// <summary>Names of content that some verb writes, or that people expect of one.</summary>
    private static readonly string[] Known =
    [
        .. TransportStream,
        ".mp4",
        ".m4v",
        ".mov",
        ".mkv",
        ".webm",
        ".avi",
        ".flv",
        ".wmv",
        ".3gp",
        ".ogv",
        ".mpg",
        ".mpeg",
        ".mp3",
        ".m4a",
        ".aac",
        ".wav",
        ".flac",
        ".ogg",
        ".opus",
        ".m3u8",
        ".m3u",
        ".ffconcat",
        ".ndjson",
        ".jsonl",
        ".json",
        ".csv",
        ".tsv",
        ".parquet",
        ".html",
        ".htm",
        ".xml",
        ".pdf",
        ".xlsx",
        ".ods",
        ".png", ".svg", ".jpg", ".jpeg", ".gif", ".webp", ".gz", ".zst", ".xz", ".bz2", ".zip", ".db", ".sqlite",
    ];

    /// <summary>What is wrong with the name of a cut; nothing if it is right.</summary>
    internal static IEnumerable<string> FaultsOfCut(string option, string output) => Lies(output, TransportStream)
        ? [$"{option}: '{output}' promises something else than a cut is, an MPEG transport stream; name it FILE.ts"]
        : [];

    /// <summary>What is wrong with the name of a report; nothing if it is right.</summary>
    internal static IEnumerable<string> FaultsOfReport(string option, string output, ReportFormat format)
    {
        var allowed = EndingsOf(format);
        if (!Lies(output, allowed)) return [];
        var remedy = Path.GetExtension(output).ToLowerInvariant() is ".html" or ".htm"
            ? "a page is written by --report DIR"
            : Enum.GetValues<ReportFormat>()
                .Where(other => !Lies(output, EndingsOf(other)))
                .Select(other => $"write --format {WordOf(other)}")
                .FirstOrDefault($"name it FILE{(allowed.Length == 0 ? ".txt" : allowed[0])}");
        return [$"{option}: '{output}' promises something else than --format {WordOf(format)} writes; {remedy}"];
    }

    /// <summary>What is wrong with writing a format to a terminal; null if it can be.</summary>
    internal static string? FaultOfTerminal(ReportFormat format, string? output, Screen screen) =>
        format == ReportFormat.Parquet && output is null && screen != Screen.None
            ? "--format: parquet is not for a terminal; name a file with --output or write to a pipe"
            : null;

    private static bool Lies(string output, string[] allowed)
    {
        var ending = Path.GetExtension(output).ToLowerInvariant();
        return Known.Contains(ending) && !allowed.Contains(ending);
    }

    private static string[] EndingsOf(ReportFormat format) => format switch
    {
        ReportFormat.Text => [],
        ReportFormat.Ndjson => [".ndjson", ".jsonl"],
        ReportFormat.Json => [".json"],
        ReportFormat.Csv => [".csv"],
        ReportFormat.Parquet => [".parquet"],
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, null),
    };

    private static string WordOf(ReportFormat format) => format.ToString().ToLowerInvariant();
}
