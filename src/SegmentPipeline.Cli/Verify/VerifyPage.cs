using System.Net;
using System.Text;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>A verification as a page that opens from disk and needs no network and no script: a table of what was found, then the
/// figures.</summary>
/// <remarks>Written row by row: no page is ever in memory as a whole. Names in an archive are chosen by strangers, so all text is
/// escaped.</remarks>
internal sealed class VerifyPage(Stream stream) : VerifyPrinter
{
    private const string Head = """
        <!doctype html>
        <html lang="en">
        <meta charset="utf-8">
        <meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
        <title>What files really hold</title>
        <style>
        body { font: 15px/1.5 system-ui, sans-serif; margin: 2rem; color-scheme: light dark }
        table { border-collapse: collapse }
        th, td { text-align: left; vertical-align: top; padding: .25rem .75rem; border-bottom: 1px solid #8884 }
        td.path { font-family: ui-monospace, monospace; word-break: break-all }
        </style>
        <h1>What files really hold</h1>

        """;

    private bool _hasTable;

    internal override async ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken)
    {
        var text = record switch
        {
            VerificationHeaderRecord header => $"{Head}<p>{Safe(header.Root)}, {header.Started}</p>\n",
            ScheduleRecord => "",
            VerificationSummaryRecord summary => EndTable() + SummaryOf(summary),
            _ => BeginTable() + RowOf(record),
        };
        await stream.WriteAsync(Encoding.UTF8.GetBytes(text), cancellationToken).ConfigureAwait(false);
    }

    internal override async ValueTask CompleteAsync(CancellationToken cancellationToken)
    {
        await stream.WriteAsync(Encoding.UTF8.GetBytes(EndTable() + "</html>\n"), cancellationToken).ConfigureAwait(false);
        await stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private string BeginTable()
    {
        if (_hasTable) return "";
        _hasTable = true;
        return "<table>\n<tr><th>What<th>Where<th>Details\n";
    }

    private string EndTable()
    {
        if (!_hasTable) return "";
        _hasTable = false;
        return "</table>\n";
    }

    private static string RowOf(VerificationRecord record) => record switch
    {
        CorruptRecord { File: var file } => Row(
            record,
            $"{file.Path.Stream}/{file.Path}",
            [.. file.Causes.Select(CauseText.TextOf), .. CauseText.TextOf(file.Origin) is { } from ? [$"probably from: {from}"] : Array.Empty<string>()]),
        ClockRecord clock => Row(
            record,
            $"{clock.Before.Stream}/{clock.Before}",
            [$"{ClockFaults.RowOf(clock.Clock).Word}, {DurationWords.TextOf(Math.Abs(clock.Microseconds))}", $"then {clock.After}"]),
        UnreadableFileRecord unreadable => Row(record, unreadable.Path.ToString(), [unreadable.Cause]),
        VanishedFileRecord vanished => Row(record, vanished.Path.ToString(), []),
        _ => "",
    };

    private static string Row(VerificationRecord record, string path, IEnumerable<string> details) =>
        $"<tr><td>{VerificationWords.TypeOf(record)}<td class=\"path\">{Safe(path)}<td>{string.Join("<br>", details.Select(Safe))}\n";

    private static string SummaryOf(VerificationSummaryRecord summary)
    {
        var bound = summary.Bound is { } found && summary.Sampled is not null
            ? $"; with 95 % confidence at most {Plural.Count(found.CorruptAtMost)} of all are corrupt"
            : "";
        return $"<p>{Plural.Count(summary.Checked)} of {Plural.TextOf(summary.Files, "file")} checked at level "
            + $"{VerificationWords.WordOf(summary.Level)}: {Plural.Count(summary.Right)} right, {Plural.Count(summary.Corrupt)} corrupt, "
            + $"{Plural.Count(summary.Unreadable)} could not be read, {Plural.Count(summary.Vanished)} gone{bound}.</p>\n";
    }

    private static string Safe(string text) => WebUtility.HtmlEncode(VisibleText.MakeVisible(text));
}
