using System.CommandLine;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Cli;

/// <summary>The archive, and options that the configuration has too. Values are read by the same reader as the configuration, so that all
/// that is
/// wrong, wherever it stands, is told at once.</summary>
internal sealed class ConfiguredArguments
{
    private const string DefaultExcludesKey = "defaultExcludes";

    private readonly Command _command;
    private readonly Argument<string?> _root = new(RootOption.CommandName)
    {
        Description = RootOption.Help,
        Arity = ArgumentArity.ZeroOrOne,
    };

    private readonly Option<string?> _config = new("--config")
    {
        Description = "Configuration file; none for no file. [./pipeline.json, if it is there]",
        HelpName = "FILE",
    };

    private readonly Option<bool> _noDefaultExcludes = new(OptionOf(DefaultExcludesKey).CommandName)
    {
        Description = OptionOf(DefaultExcludesKey).Help,
    };

    private readonly Dictionary<string, Option<string[]>> _lists = [];
    private readonly Dictionary<string, Option<string?>> _values = [];
    private readonly Dictionary<string, Option<bool?>> _switches = [];

    /// <summary>The archive, what of it, and what is contiguous. Options that are added after these stand below them in the help.</summary>
    internal ConfiguredArguments(Command command)
    {
        _command = command;
        command.Add(_root);
        foreach (var option in PipelineConfiguration.Options.Where(option => option.IsOfEveryVerb)) Add(option);
    }

    private static PipelineOption RootOption => OptionOf("root");

    /// <summary>A command has its machine to itself for as long as it runs; a host has not.</summary>
    internal static int AllCores => Math.Min(Environment.ProcessorCount, 256);

    /// <summary>What is declared of an option.</summary>
    internal static PipelineOption OptionOf(string key) => PipelineConfiguration.Options.First(option => option.Name == key);

    /// <summary>Adds an option that not every verb has.</summary>
    internal void Add(string key, string? help = null) => Add(help is null ? OptionOf(key) : OptionOf(key) with { Help = help });

    /// <summary>Adds all options that not every verb has.</summary>
    internal void AddOthers()
    {
        foreach (var option in PipelineConfiguration.Options.Where(option => !option.IsOfEveryVerb)) Add(option);
    }

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

    private void Add(PipelineOption declared)
    {
        if (declared.Name == DefaultExcludesKey) _command.Add(_noDefaultExcludes);
        else if (declared.IsList)
        {
            Add(_lists, declared,
                new(declared.CommandName) { HelpName = declared.HelpName, Description = declared.Help, Arity = ArgumentArity.OneOrMore });
        }
        else if (declared.IsSwitch) Add(_switches, declared, new(declared.CommandName) { Description = declared.Help });
        else if (declared.Name != RootOption.Name) Add(_values, declared,
            new(declared.CommandName) { HelpName = declared.HelpName, Description = declared.Help });
    }

    private void Add<T>(Dictionary<string, Option<T>> options, PipelineOption declared, Option<T> option)
    {
        options.Add(declared.Name, option);
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

    private static string NameOf(string key) => OptionOf(key).CommandName;
}
