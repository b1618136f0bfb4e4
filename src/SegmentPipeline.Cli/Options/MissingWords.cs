using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>What a command line lacks that its verb cannot do without, by what the parser says of it.</summary>
internal sealed class MissingWords
{
    private readonly Command _verb;
    private readonly List<string> _names;

    private MissingWords(ParseResult parsed)
    {
        _verb = parsed.CommandResult.Command;
        var names = NeededArguments.Select(argument => argument.Name).Concat(NeededOptions.Select(option => option.Name));
        _names = [.. names.Where(name => parsed.Errors.Any(error => IsAbout(name, error.Message)))];
    }

    /// <summary>One sentence that names all of it, or none.</summary>
    internal IEnumerable<string> Sentences => _names.Count switch
    {
        0 => [],
        1 => [$"{_names[0]} is missing; write {Usage}"],
        _ => [$"{string.Join(", ", _names[..^1])} and {_names[^1]} are missing; write {Usage}"],
    };

    private IEnumerable<Argument> NeededArguments => _verb.Arguments.Where(argument => argument.Arity.MinimumNumberOfValues > 0);

    private IEnumerable<Option> NeededOptions => _verb.Options.Where(option => option.Required);

    private string Usage => string.Join(
        ' ',
        [
            VerbPath.Of(_verb),
            .. NeededArguments.Select(argument => argument.Name),
            .. NeededOptions.Select(option => $"{option.Name} {option.HelpName}"),
        ]);

    /// <summary>What a command line lacks.</summary>
    internal static MissingWords Of(ParseResult parsed) => new(parsed);

    /// <summary>Whether the parser says no more with a message.</summary>
    internal bool AreToldBy(string message) => _names.Exists(name => IsAbout(name, message));

    private static bool IsAbout(string name, string message) =>
        message == $"Option '{name}' is required."
        || message.StartsWith($"Required argument '{name}' missing", StringComparison.Ordinal);
}
