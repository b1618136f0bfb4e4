using System.CommandLine;
using System.Globalization;
using SegmentPipeline.Ledger;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Cli;

/// <summary>How a digest is written.</summary>
internal enum DigestFormat
{
    Text,
    Html,
    Markdown,
}

/// <summary>What <c>pipeline digest</c> was asked for.</summary>
internal sealed record DigestOptions
{
    /// <summary>The ledgers, each with what its archive is called.</summary>
    internal required IReadOnlyList<DigestArchive> Archives { get; init; }

    /// <summary>When the time begins that it is about.</summary>
    internal required Timestamp Since { get; init; }

    internal required DigestFormat Format { get; init; }

    /// <summary>The file that gets it; null for standard output.</summary>
    internal string? Output { get; init; }
}

/// <summary>An archive that a digest is about.</summary>
/// <param name="Name">What it is called.</param>
/// <param name="Ledger">Absolute path of its ledger.</param>
/// <param name="Schedule">When a host audits it; null if nobody has said so.</param>
internal sealed record DigestArchive(string Name, string Ledger, ScheduledArchive? Schedule);

/// <summary>What stands after <c>pipeline digest</c>.</summary>
internal sealed class DigestArguments
{
    private const int UsualDays = 7;
    private const int MostDays = 3660;

    private readonly Option<string?> _ledger = new("--ledger") { HelpName = "FILE", Description = "The ledger of one archive." };
    private readonly Option<string?> _config = new("--config")
    {
        HelpName = "FILE",
        Description = "Configuration file that names the archives, or a ledger; none for no file. [./pipeline.json, if it is there]",
    };

    private readonly Option<string?> _archive = new("--archive")
    {
        HelpName = "NAME",
        Description = "Of the archives of the configuration, only this one. [all]",
    };

    private readonly Option<string?> _days = new("--days") { HelpName = "N", Description = "How many days it is about, until now. [7]" };
    private readonly Option<string?> _since = new("--since")
    {
        HelpName = "TIME",
        Description = $"When the time begins that it is about: {MomentText.HowToWrite}",
    };

    private readonly Option<string?> _format = new("--format")
    {
        HelpName = "text|html|markdown",
        Description = "For a terminal, as one page that opens from disk, or for a chat or a wiki. [text]",
    };

    private readonly Option<string?> _output = new("--output")
    {
        HelpName = "FILE",
        Description = "Write it there, whole or not at all. [standard output]",
    };

    internal DigestArguments(Command command)
    {
        foreach (var option in (Option[])[_ledger, _archive, _days, _since, _format, _output, _config]) command.Add(option);
    }

    /// <summary>What was asked for.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal DigestOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var faults = new List<string>();
        var now = Timestamp.FromDateTimeOffset(surroundings.TimeProvider.GetUtcNow());
        var since = ReadSince(parsed, now, faults);
        var format = ReadFormat(parsed.GetValue(_format), faults);
        foreach (var option in (Option<string?>[])[_ledger, _archive, _output])
        {
            if (parsed.GetValue(option) is "") faults.Add($"{option.Name}: the value is empty");
        }

        if (parsed.GetValue(_ledger) is not null && parsed.GetValue(_archive) is not null)
            faults.Add("--archive is for archives of the configuration; with --ledger leave it out");
        if (faults.Count > 0) throw new UsageException(faults);
        return new DigestOptions
        {
            Archives = FindArchives(parsed, surroundings),
            Since = since,
            Format = format,
            Output = parsed.GetValue(_output) is { } output and not MapArguments.StandardOutput ? output : null,
        };
    }

    private IReadOnlyList<DigestArchive> FindArchives(ParseResult parsed, Surroundings surroundings)
    {
        var (config, name) = (parsed.GetValue(_config), parsed.GetValue(_archive));
        if (parsed.GetValue(_ledger) is { } ledger) return [Of(ledger)];
        if (!ConfigurationSources.NamesArchives(config, surroundings))
        {
            if (name is not null) throw new UsageException("--archive: no configuration names archives; write --ledger FILE");
            return [Of(ConfigurationSources.ReadLedger(config, surroundings) ?? AuditLedger.DefaultFileName)];
        }

        var archives = ConfigurationSources.ReadServe(config, null, surroundings).Archives;
        var asked = archives.Where(archive => name is null || archive.Name == name).ToList();
        if (asked.Count == 0)
            throw new UsageException($"--archive: there is no archive '{name}'; there are {string.Join(", ", archives.Select(one => one.Name))}");
        return
        [
            .. asked.Select(archive =>
                new DigestArchive(archive.Name!, Path.GetFullPath(archive.Audit.Ledger!, surroundings.Directory), archive)),
        ];

        DigestArchive Of(string file) =>
            new(Path.GetFileNameWithoutExtension(file), Path.GetFullPath(file, surroundings.Directory), null);
    }

    private Timestamp ReadSince(ParseResult parsed, Timestamp now, List<string> faults)
    {
        var (days, since) = (parsed.GetValue(_days), parsed.GetValue(_since));
        if (days is not null && since is not null) faults.Add("--days and --since say the same; write one of them");
        if (since is not null)
        {
            if (MomentText.FaultOf(since, out var moment) is { } fault) faults.Add($"--since: {fault}");
            else if (moment.At(now) >= now) faults.Add($"--since: '{since}' is not before now");
            else return moment.At(now);
        }

        var count = UsualDays;
        if (days is not null
            && (!int.TryParse(days, NumberStyles.None, CultureInfo.InvariantCulture, out count) || count is < 1 or > MostDays))
        {
            faults.Add($"--days: '{days}' is not a whole number from 1 to {MostDays}");
            count = UsualDays;
        }

        return now - TimeSpan.FromDays(count);
    }

    private static DigestFormat ReadFormat(string? text, List<string> faults)
    {
        switch (text)
        {
            case null or "text": return DigestFormat.Text;
            case "html": return DigestFormat.Html;
            case "markdown": return DigestFormat.Markdown;
            default:
                faults.Add($"--format: '{text}' is none of text, html, markdown");
                return default;
        }
    }
}
