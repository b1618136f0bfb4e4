using System.Text.RegularExpressions;

namespace SegmentPipeline.Cli.Tests.Manual;

/// <summary>The rows of a verb's help, read from what it prints on a screen on which nothing wraps.</summary>
internal sealed partial class HelpRows
{
    private readonly Dictionary<string, Dictionary<string, string>> _sections = [];

    private HelpRows(string[] lines)
    {
        var section = "";
        foreach (var line in lines)
        {
            if (line.EndsWith(':') && !line.StartsWith(' ')) section = line;
            else if (Row().Match(line) is { Success: true } row) SectionOf(section)[row.Groups[1].Value] = row.Groups[2].Value.Trim();
        }
    }

    /// <summary>The words of every verb that the help leads to, that of the command itself first.</summary>
    internal static async Task<IReadOnlyList<string>> VerbsAsync() => await BelowAsync("");

    internal static async Task<HelpRows> OfAsync(string verb)
    {
        using var pipeline = new Pipeline { OutputScreen = new Screen(4000, 24, HasColours: false) };
        var outcome = await pipeline.RunAsync([.. verb.Split(' ', StringSplitOptions.RemoveEmptyEntries), "--help"]);
        return new HelpRows(outcome.OutputLines);
    }

    internal IEnumerable<(string Name, string Description)> Arguments => SectionOf("Arguments:").Select(row => (Bare(row.Key), row.Value));

    /// <summary>Each way to write an option, with what it does.</summary>
    internal IEnumerable<(string Name, string Description)> Options =>
        SectionOf("Options:").SelectMany(row => OptionName().Matches(row.Key).Select(name => (name.Value, row.Value)));

    /// <summary>The values that options can have, by the option.</summary>
    internal IEnumerable<(string Option, string[] Values)> Choices => SectionOf("Options:").Keys.Where(key => key.Contains('|'))
        .Select(key => (OptionName().Match(key).Value, key[(key.IndexOf('<') + 1)..key.IndexOf('>')].Split('|')));

    internal IEnumerable<(string Name, string Description)> Verbs =>
        SectionOf("Commands:").Select(row => (row.Key.Split(' ')[0], row.Value));

    private Dictionary<string, string> SectionOf(string name) => _sections.TryGetValue(name, out var rows) ? rows : _sections[name] = [];

    private static async Task<IReadOnlyList<string>> BelowAsync(string verb)
    {
        var all = new List<string> { verb };
        foreach (var (name, _) in (await OfAsync(verb)).Verbs) all.AddRange(await BelowAsync($"{verb} {name}".Trim()));
        return all;
    }

    private static string Bare(string name) => name.TrimEnd('.').Trim('[', ']', '<', '>');

    [GeneratedRegex(@"^  (\S(?:.*?\S)?)  +(\S.*)$")]
    private static partial Regex Row();

    [GeneratedRegex(@"(?<![\w<-])--?[\w?-]+")]
    private static partial Regex OptionName();
}
