using System.CommandLine;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>The archive, and options that the configuration has too. Values are read by the same reader as the configuration, so that all that is
/// wrong, wherever it stands, is told at once.</summary>
internal sealed class ConfiguredArguments
{
    private const string DefaultExcludesKey = "defaultExcludes";

    private readonly Command _command;
    private readonly Argument<string?> _root = new("ROOT")
    {
        Description = "Directory of the archive; below it lie CHANNEL/QUALITY/HOUR. May be left out if the configuration has it.",
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file; none for no file. [./pipeline.json, if it is there]",
        HelpName = "FILE",
    };

    private readonly Option<bool> _noDefaultExcludes = new("--no-default-excludes")
    {
        Description = "Look also at what is left out by default: pseudo-channels of recorders, and what systems leave behind, such as lost+found.",
    };

    private readonly Dictionary<string, Option<string[]>> _lists = [];
    private readonly Dictionary<string, Option<string?>> _values = [];
    private readonly Dictionary<string, Option<bool?>> _switches = [];

    /// <summary>The archive, what of it, and what is contiguous. Options that are added after these stand below them in the help.</summary>
    internal ConfiguredArguments(Command command)
    {
        _command = command;
        command.Add(_root);
        AddList("channels", "--channel", "C", "Only this channel. May be repeated.");
        AddList("qualities", "--quality", "Q", "Only this quality. May be repeated.");
        AddList("exclude", "--exclude", "GLOB", "Leave out a CHANNEL, a CHANNEL/QUALITY, or **/NAME on every level, beside what is left out by default; * matches any characters, ? one. May be repeated.");
        command.Add(_noDefaultExcludes);
        AddValue("start", "--start", "T", $"Start of the window: {StreamArguments.TimeWords} [first segment]");
        AddValue("end", "--end", "T", "End of the window, written like the start; it is cut to now less --settle. [last segment's end]");
        AddValue("last", "--last", "DURATION", "How long the window is that ends with --end, else now: 90m, 24h, or 30.00:00:00 for days. [none]");
        AddValue("tolerance", "--tolerance", "DURATION", ToleranceOption.Description);
        AddValue("settle", "--settle", "DURATION", "How long before now the recorder may still be writing. [2m]");
        AddValue("silence", "--silence", "DURATION|off", "How long before another quality of its channel a stream may end without being silent, which counts like a hole. [10m]");
    }

    /// <summary>A command has its machine to itself for as long as it runs; a host has not.</summary>
    internal static int AllCores => Math.Min(Environment.ProcessorCount, 256);

    internal void AddValue(string key, string name, string helpName, string description)
    {
        var option = new Option<string?>(name) { HelpName = helpName, Description = description };
        _values.Add(key, option);
        _command.Add(option);
    }

    internal void AddSwitch(string key, string name, string description)
    {
        var option = new Option<bool?>(name) { Description = description };
        _switches.Add(key, option);
        _command.Add(option);
    }

    internal void AddParallelism() => AddValue("parallelism", "--parallelism", "N", "How many hours are read at once. [all cores]");

    internal void AddQuiet() => AddSwitch("quiet", "--quiet", "No progress on standard error.");

    /// <summary>The option for the configuration file; the last of the help.</summary>
    internal void AddConfig() => _command.Add(_config);

    /// <summary>What all layers of the configuration say together.</summary>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal PipelineOptions Read(ParseResult parsed, Surroundings surroundings)
    {
        var options = ConfigurationSources.Read(
            parsed.GetValue(_config),
            new ConfigurationLayer(ConfigurationSources.SectionOf(Given(parsed)), NameOf),
            surroundings);
        options.Parallelism ??= AllCores;
        return options;
    }

    private void AddList(string key, string name, string helpName, string description)
    {
        var option = new Option<string[]>(name) { HelpName = helpName, Description = description, Arity = ArgumentArity.OneOrMore };
        _lists.Add(key, option);
        _command.Add(option);
    }

    private IEnumerable<KeyValuePair<string, string?>> Given(ParseResult parsed)
    {
        if (parsed.GetValue(_root) is { } root) yield return new("root", root);
        if (parsed.GetValue(_noDefaultExcludes)) yield return new(DefaultExcludesKey, "false");
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
        key == DefaultExcludesKey ? _noDefaultExcludes.Name : _values.GetValueOrDefault(key)?.Name ?? _lists.GetValueOrDefault(key)?.Name ?? _switches.GetValueOrDefault(key)?.Name ?? "ROOT";
}
