using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Cli;

/// <summary>Where configuration comes from: a file, the environment, the command line, each stronger than the one before.</summary>
internal static class ConfigurationSources
{
    private const string FileName = "pipeline.json";

    /// <summary>The name that stands for no file.</summary>
    internal const string NoFile = "none";

    private const string ServeDocument = "docs/serve.md";
    private const string SmallestServe = "{ \"serve\": { \"archives\": [{ \"name\": \"main\", \"root\": \"/srv/archive\" }] } }";

    private const string VariablePrefix = "PIPELINE__";

    /// <summary>All three, put together and checked.</summary>
    /// <param name="configFile">The file of <c>--config</c>, or null: <c>pipeline.json</c> of the working directory, if it is there;
    /// <see cref="NoFile"/> for none at all.</param>
    /// <param name="commandLine">The command line's layer.</param>
    /// <param name="surroundings">Environment and working directory.</param>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal static PipelineOptions Read(string? configFile, ConfigurationLayer commandLine, Surroundings surroundings)
    {
        var options = new PipelineOptions { ExpectDirectory = surroundings.Directory };
        var faults = ReadInto(options, configFile, commandLine, surroundings);
        faults.AddRange(PipelineConfiguration.Validate(options));
        if (options.Root is null) faults.Add("no archive is named: write pipeline audit ROOT, or set root in the configuration");
        return faults.Count == 0 ? options : throw new UsageException(faults);
    }

    /// <summary>The ledger that they name, or null. What else they say does not matter, but must be readable.</summary>
    /// <exception cref="UsageException">Something cannot be read; all of it is named.</exception>
    internal static string? ReadLedger(string? configFile, Surroundings surroundings)
    {
        var options = new PipelineOptions();
        var faults = ReadInto(options, configFile, new ConfigurationLayer(SectionOf([]), key => key), surroundings);
        return faults.Count == 0 ? options.Ledger : throw new UsageException(faults);
    }

    /// <summary>What they say is expected. What else they say does not matter, but must be readable.</summary>
    /// <exception cref="UsageException">Something cannot be read; all of it is named.</exception>
    internal static PipelineOptions ReadExpected(string? configFile, ConfigurationLayer commandLine, Surroundings surroundings)
    {
        var options = new PipelineOptions { ExpectDirectory = surroundings.Directory };
        var faults = ReadInto(options, configFile, commandLine, surroundings);
        if (faults.Count > 0) throw new UsageException(faults);
        surroundings.UnnamedFile.ForgetAllBut("expect");
        return options;
    }

    /// <summary>Whether the file that <see cref="ReadServe"/> would read says which archives are audited when.</summary>
    internal static bool NamesArchives(string? configFile, Surroundings surroundings) =>
        OpenFile(configFile, surroundings, [])?.GetSection(ServeConfiguration.SectionName).GetChildren().Any() == true;

    private static List<string> ReadInto(
        PipelineOptions options,
        string? configFile,
        ConfigurationLayer commandLine,
        Surroundings surroundings)
    {
        var faults = new List<string>();
        if (OpenFile(configFile, surroundings, faults) is { } file)
        {
            var section = file.GetSection(PipelineConfiguration.SectionName);
            var name = configFile ?? FileName;
            if (configFile is null) surroundings.UnnamedFile.Sets(section.GetChildren().Select(key => key.Key));
            if (section.GetChildren().Any()) faults.AddRange(new ConfigurationLayer(section, key => $"{name}: {key}").ReadInto(options));
            else if (!file.GetSection(ServeConfiguration.SectionName).GetChildren().Any())
                faults.Add($"{name}: there is no section \"{PipelineConfiguration.SectionName}\" in it");
        }

        var environment = OpenEnvironment(surroundings.Environment);
        faults.AddRange(environment.ReadInto(options));
        faults.AddRange(commandLine.ReadInto(options));
        surroundings.UnnamedFile.Forget(environment.Keys.Concat(commandLine.Keys));
        return faults;
    }

    /// <summary>What <c>pipeline serve</c> is to do: the section <c>serve</c> of a file, whose archives are audited as its section
    /// <c>pipeline</c> and the environment say where they say nothing themselves, and its section <c>fleet</c>.</summary>
    /// <param name="configFile">The file of <c>--config</c>, or null: <c>pipeline.json</c> of the working directory.</param>
    /// <param name="urls">Stands before the file's <c>urls</c>, if it is not null.</param>
    /// <param name="surroundings">Environment and working directory.</param>
    /// <exception cref="UsageException">Something is wrong; all of it is named.</exception>
    internal static ServeOptions ReadServe(string? configFile, string? urls, Surroundings surroundings)
    {
        var name = configFile ?? FileName;
        if (configFile == NoFile) throw new UsageException("--config: what is audited when stands in a file; name one");
        var inherited = new PipelineOptions { ExpectDirectory = surroundings.Directory };
        var options = new ServeOptions();
        var faults = new List<string>();
        var file = OpenFile(name, surroundings, faults) ?? throw new UsageException(faults) { Document = ServeDocument };
        faults.AddRange(
            new ConfigurationLayer(file.GetSection(PipelineConfiguration.SectionName), key => $"{name}: {key}").ReadInto(inherited));
        faults.AddRange(OpenEnvironment(surroundings.Environment).ReadInto(inherited));
        var section = file.GetSection(ServeConfiguration.SectionName);
        if (!file.GetChildren().Any(child => child.Key.Equals(ServeConfiguration.SectionName, StringComparison.OrdinalIgnoreCase)))
            faults.Add($"{name}: there is no section \"{ServeConfiguration.SectionName}\" in it; the smallest is {SmallestServe}");
        else if (urls is not null) section["urls"] = urls;
        if (faults.Count == 0)
        {
            faults.AddRange(ServeConfiguration.Read(section, inherited, options).Select(fault => $"{NameOf(fault.Key)}: {fault.Message}"));
            faults.AddRange(FleetConfiguration.Read(file, options).Select(fault => $"{name}: {fault}"));
        }

        return faults.Count == 0 ? options : throw new UsageException(faults) { Document = DocumentOf(faults, name) };

        string NameOf(string key) => key == "urls" && urls is not null ? "--urls" : $"{name}: {ServeConfiguration.SectionName}:{key}";
    }

    /// <summary>Where it stands what can be written, if anything is wrong with the file.</summary>
    private static string? DocumentOf(List<string> faults, string name)
    {
        var inFile = faults.FindAll(fault => fault.StartsWith($"{name}: ", StringComparison.Ordinal));
        if (inFile.Count == 0) return null;
        return inFile.TrueForAll(fault => fault.StartsWith($"{name}: fleet:", StringComparison.Ordinal)) ? "docs/fleet.md" : ServeDocument;
    }

    /// <summary>A section from keys and values, a list's items under <c>KEY:0</c>, <c>KEY:1</c> …</summary>
    internal static IConfiguration SectionOf(IEnumerable<KeyValuePair<string, string?>> values) =>
        new ConfigurationBuilder().AddInMemoryCollection(values).Build();

    private static ConfigurationLayer OpenEnvironment(IReadOnlyDictionary<string, string> environment)
    {
        var values = environment
            .Where(pair => pair.Key.StartsWith(VariablePrefix, StringComparison.Ordinal) && pair.Key.Length > VariablePrefix.Length)
            .OrderBy(pair => pair.Key, StringComparer.Ordinal)
            .Select(pair => KeyValuePair.Create(
                pair.Key[VariablePrefix.Length..].Replace("__", ConfigurationPath.KeyDelimiter, StringComparison.Ordinal),
                (string?)pair.Value));
        return new ConfigurationLayer(SectionOf(values), key => $"{VariablePrefix}{key.ToUpperInvariant()}");
    }

    private static IConfigurationRoot? OpenFile(string? configFile, Surroundings surroundings, List<string> faults)
    {
        if (configFile == NoFile) return null;
        if (configFile is "")
        {
            faults.Add("--config: the value is empty");
            return null;
        }

        var path = Path.GetFullPath(configFile ?? FileName, surroundings.Directory);
        var name = configFile ?? FileName;
        if (configFile is null && !File.Exists(path)) return null;
        if (configFile is null) surroundings.UnnamedFile.IsRead(FileName);
        return ConfigurationFile.Read(name, path, faults);
    }
}
