using System.CommandLine;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>What stands after <c>pipeline audit</c>. Values are read by the same reader as the configuration, so that all that is wrong,
/// wherever it stands, is told at once.</summary>
internal sealed class AuditArguments
{
    private readonly Argument<string?> _root = new("ROOT")
    {
        Description = "Directory of the archive; below it lie CHANNEL/QUALITY/HOUR. May be left out if the configuration has it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file. [./pipeline.json, if it is there]",
        HelpName = "FILE",
    };

    private readonly Option<bool> _rebuild = new("--rebuild")
    {
        Description = "Start a new ledger, and keep the old file beside it as FILE.TIME.old.",
    };

    private readonly Dictionary<string, Option<string[]>> _lists = [];
    private readonly Dictionary<string, Option<string?>> _values = [];
    private readonly Dictionary<string, Option<bool?>> _switches = [];

    internal AuditArguments(Command command)
    {
        command.Add(_root);
        AddList("channels", "--channel", "C", "Audit only this channel. May be repeated.");
        AddList("qualities", "--quality", "Q", "Audit only this quality. May be repeated.");
        AddList("exclude", "--exclude", "GLOB", "Leave out a CHANNEL or CHANNEL/QUALITY; * and ? stand for others. May be repeated; replaces the default list. '' leaves nothing out.");
        AddValue("start", "--start", "T", "Start of the window: RFC 3339 with any offset, or an hour YYYY-MM-DDTHH. [first segment]");
        AddValue("end", "--end", "T", "End of the window. [last segment's end]");
        AddValue("tolerance", "--tolerance", "DURATION", "Gaps and overlaps up to this are contiguous: 250us, 10ms, 1.5s, 2m, 1h. [10ms]");
        AddValue("settle", "--settle", "DURATION", "How long before now the recorder may still be writing. [2m]");
        AddValue("format", "--format", "text|ndjson|json|csv", "For people, one JSON object a line, one JSON document, or one line a finding. [text]");
        AddValue("output", "--output", "FILE", "Write the report there, whole or not at all. [standard output]");
        AddSwitch("hours", "--hours", "Also a record for each hour, in ndjson and json.");
        AddValue("failOn", "--fail-on", "none|hole|degraded|overlap|any", "Which findings make exit code 1, with those before them. [hole]");
        AddValue("parallelism", "--parallelism", "N", "How many hours are read at once. [all cores but one]");
        AddSwitch("deterministic", "--deterministic", "Leave out clocks and absolute paths: the same archive gives the same bytes.");
        AddSwitch("quiet", "--quiet", "No progress on standard error.");
        AddValue("ledger", "--ledger", "FILE", "Remember the audit there: read only what may have changed since the last one, and tell what is different. [none]");
        AddValue("budget", "--budget", "DURATION", "Stop after that time with exit code 124; the next run goes on from there. Needs --ledger. [none]");
        AddValue("retention", "--retention", "DURATION", "How long the ledger keeps runs. [9600h, 400 days]");
        foreach (var option in Options()) command.Add(option);
    }

    /// <summary>The configured audit.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal PipelineOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var options = ConfigurationSources.Read(
            parsed.GetValue(_config),
            new ConfigurationLayer(ConfigurationSources.SectionOf(Given(parsed)), NameOf),
            surroundings);
        return options.Ledger is not null || IsRebuilding(parsed) is false
            ? options
            : throw new UsageException("--rebuild needs a ledger: write --ledger FILE");
    }

    /// <summary>Whether the ledger is to be started over. No configuration can say so: it would do it every night.</summary>
    internal bool IsRebuilding(ParseResult parsed) => parsed.GetValue(_rebuild);

    private IEnumerable<KeyValuePair<string, string?>> Given(ParseResult parsed)
    {
        if (parsed.GetValue(_root) is { } root) yield return new("root", root);
        foreach (var (key, option) in _values)
        {
            if (parsed.GetValue(option) is { } value) yield return new(key, value);
        }

        foreach (var (key, option) in _switches)
        {
            if (parsed.GetValue(option) is { } value) yield return new(key, value ? "true" : "false");
        }

        foreach (var (key, option) in _lists)
        {
            var items = parsed.GetValue(option) ?? [];
            if (items is [""]) yield return new(key, "");
            else for (var i = 0; i < items.Length; i++) yield return new($"{key}:{i}", items[i]);
        }
    }

    private string NameOf(string key) =>
        _values.GetValueOrDefault(key)?.Name ?? _lists.GetValueOrDefault(key)?.Name ?? _switches.GetValueOrDefault(key)?.Name ?? "ROOT";

    private IEnumerable<Option> Options()
    {
        string[] order = ["channels", "qualities", "exclude", "start", "end", "tolerance", "settle", "format", "output", "hours", "failOn",
            "parallelism", "deterministic", "quiet", "ledger", "budget", "retention"];
        return order.Select(key => (Option?)_values.GetValueOrDefault(key) ?? (Option?)_lists.GetValueOrDefault(key) ?? _switches[key])
            .Append(_rebuild).Append(_config);
    }

    private void AddList(string key, string name, string helpName, string description) =>
        _lists.Add(key, new Option<string[]>(name) { HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore });

    private void AddValue(string key, string name, string helpName, string description) =>
        _values.Add(key, new Option<string?>(name) { HelpName = helpName, Description = description });

    private void AddSwitch(string key, string name, string description) =>
        _switches.Add(key, new Option<bool?>(name) { Description = description });
}
