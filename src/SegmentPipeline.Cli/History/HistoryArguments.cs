using System.CommandLine;
using System.Globalization;
using SegmentPipeline.Ledger;

namespace SegmentPipeline.Cli;

/// <summary>How history is printed.</summary>
internal enum HistoryFormat
{
    Text,
    Json,
    Csv,
}

/// <summary>What <c>pipeline history</c> was asked for.</summary>
internal sealed record HistoryOptions(string Ledger, int Runs, StreamId? Stream, HistoryFormat Format)
{
    /// <summary>Only runs of this kind; null for all.</summary>
    internal LedgerRunKind? Kind { get; init; }

    /// <summary>Whether it is looked at whether the runs are those that were written down, instead of showing them.</summary>
    internal bool Verify { get; init; }

    /// <summary>Where the files of reports are, to be compared too; null for nowhere.</summary>
    internal string? Reports { get; init; }
}

/// <summary>What stands after <c>pipeline history</c> and <c>pipeline history holes</c>.</summary>
internal sealed class HistoryArguments
{
    private const int DefaultRuns = 20;

    private readonly Option<string?> _ledger = new("--ledger")
    {
        HelpName = "FILE",
        Description = "The ledger. [as configured, else pipeline.db]",
    };
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "Configuration file that names the ledger; none for no file. [./pipeline.json, if it is there]",
    };

    private readonly Option<string?> _runs = new("--runs") { HelpName = "N", Description = "How many runs at most, the newest. [20]" };
    private readonly Option<string?> _kind = new("--kind")
    {
        HelpName = "audit|fill|verify",
        Description = "Only runs of this kind.",
    };
    private readonly Option<string?> _stream = new("--stream") { HelpName = "C/Q", Description = "Only this stream, CHANNEL/QUALITY." };
    private readonly Option<bool> _verify = new("--verify")
    {
        Description = "Look whether all audits are those that were written down, and none was changed, exchanged or taken away.",
    };

    private readonly Option<string?> _reports = new("--reports")
    {
        HelpName = "DIR",
        Description = "With --verify, also whether the reports that lie there are those that were written.",
    };

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "text|json|csv",
        Description = "For people, one JSON document, or one line each. [text]",
    };

    /// <summary>The options of <c>history</c>.</summary>
    internal static HistoryArguments OfRuns(Command command)
    {
        var arguments = new HistoryArguments();
        Option[] options =
        [
            arguments._ledger,
            arguments._runs,
            arguments._kind,
            arguments._stream,
            arguments._format,
            arguments._verify,
            arguments._reports,
            arguments._config,
        ];
        foreach (var option in options) command.Add(option);
        return arguments;
    }

    /// <summary>The options of <c>history holes</c>: there is no number of runs.</summary>
    internal static HistoryArguments OfHoles(Command command)
    {
        var arguments = new HistoryArguments();
        foreach (var option in (Option[])[arguments._ledger, arguments._stream, arguments._format, arguments._config]) command.Add(option);
        return arguments;
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal HistoryOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var faults = new List<string>();
        var runs = ReadCount(parsed.GetValue(_runs), faults);
        var kind = ReadKind(parsed.GetValue(_kind), faults);
        var stream = ReadStream(parsed.GetValue(_stream), faults);
        var format = ReadFormat(parsed.GetValue(_format), faults);
        var ledger = parsed.GetValue(_ledger);
        if (ledger is "") faults.Add("--ledger: the value is empty");
        var reports = parsed.GetValue(_reports);
        faults.AddRange(FaultsOfVerify(parsed, reports, surroundings));
        if (faults.Count > 0) throw new UsageException(faults);
        ledger ??= ConfigurationSources.ReadLedger(parsed.GetValue(_config), surroundings) ?? AuditLedger.DefaultFileName;
        return new HistoryOptions(Path.GetFullPath(ledger, surroundings.Directory), runs, stream, format)
        {
            Kind = kind,
            Verify = parsed.GetValue(_verify),
            Reports = reports is null ? null : Path.GetFullPath(reports, surroundings.Directory),
        };
    }

    private IEnumerable<string> FaultsOfVerify(ParseResult parsed, string? reports, Surroundings surroundings)
    {
        var verifies = parsed.GetValue(_verify);
        if (reports is not null && !verifies) yield return "--reports is for --verify: write both";
        else if (reports is "") yield return "--reports: the value is empty";
        else if (reports is not null && !Directory.Exists(Path.GetFullPath(reports, surroundings.Directory)))
            yield return $"--reports: there is no directory '{reports}'";
        if (!verifies) yield break;
        foreach (var option in (Option[])[_runs, _kind, _stream, _format])
        {
            if (parsed.GetResult(option) is { Implicit: false }) yield return $"{option.Name}: --verify looks at all audits; leave it out";
        }
    }

    private static int ReadCount(string? text, List<string> faults)
    {
        if (text is null) return DefaultRuns;
        if (int.TryParse(text, NumberStyles.None, CultureInfo.InvariantCulture, out var count) && count > 0) return count;
        faults.Add($"--runs: '{text}' is not a whole number from 1 on");
        return DefaultRuns;
    }

    private static LedgerRunKind? ReadKind(string? text, List<string> faults)
    {
        if (text is null) return null;
        foreach (var kind in Enum.GetValues<LedgerRunKind>())
        {
            if (HistoryPages.Word(kind) == text) return kind;
        }

        faults.Add($"--kind: '{text}' is none of audit, fill, verify");
        return null;
    }

    private static StreamId? ReadStream(string? text, List<string> faults)
    {
        if (text is null) return null;
        if (StreamId.TryParse(text, out var stream)) return stream;
        faults.Add($"--stream: '{text}' is not a stream; write CHANNEL/QUALITY");
        return null;
    }

    private static HistoryFormat ReadFormat(string? text, List<string> faults)
    {
        switch (text)
        {
            case null or "text": return HistoryFormat.Text;
            case "json": return HistoryFormat.Json;
            case "csv": return HistoryFormat.Csv;
            default:
                faults.Add($"--format: '{text}' is none of text, json, csv");
                return default;
        }
    }
}
