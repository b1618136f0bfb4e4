using System.CommandLine;
using System.CommandLine.Parsing;

namespace SegmentPipeline.Cli;

/// <summary>What is wrong with a command line before its values are looked at, and what was probably meant.</summary>
internal static class CommandLineFaults
{
    /// <summary>All that is wrong, a sentence each.</summary>
    internal static IReadOnlyList<string> FaultsIn(ParseResult parsed)
    {
        var command = parsed.CommandResult.Command;
        if (UnknownVerb(parsed) is { } verb)
            return [$"there is no verb {verb}{Meant(verb, command.Subcommands.Where(known => !known.Hidden).Select(known => known.Name))}"];
        var stray = StrayOptions(parsed).ToList();
        var missing = MissingWords.Of(parsed);
        var faults = parsed
            .Errors.Where(error => !stray.Exists(option => error.Message.Contains($"'{option}'", StringComparison.Ordinal)))
            .Select(error => error.Message)
            .Where(message => !missing.AreToldBy(message));
        return [.. faults, .. missing.Sentences, .. stray.Select(option => $"there is no option {option}{Meant(option, NamesOf(command))}")];
    }

    /// <summary>Whether nothing is wrong but that a verb is to follow.</summary>
    internal static bool LackOnlyAVerb(ParseResult parsed) =>
        parsed.CommandResult.Command is { Action: null, Subcommands.Count: > 0 } && parsed is { Errors.Count: 1, UnmatchedTokens.Count: 0 };

    /// <summary>The first word that no verb has, where there must be one.</summary>
    private static string? UnknownVerb(ParseResult parsed) =>
        parsed.CommandResult.Command is { Arguments.Count: 0, Subcommands.Count: > 0 }
        && parsed.UnmatchedTokens is [var word, ..]
        && !word.StartsWith('-')
            ? word
            : null;

    /// <summary>The parser takes an option it does not know for an argument while one is free: a mistyped <c>--quiet</c> would be the
    /// archive. What really starts with a dash stands after <c>--</c>; no option starts with a digit, as what is told from now
    /// does.</summary>
    private static IEnumerable<string> StrayOptions(ParseResult parsed)
    {
        var taken = from result in parsed.CommandResult.Children.OfType<ArgumentResult>()
                    from token in result.Tokens
                    where
                        token.Value.StartsWith('-')
                        && token.Value is not ['-', >= '0' and <= '9', ..]
                        && !parsed.Tokens.TakeWhile(other => other != token).Any(other => other.Type == TokenType.DoubleDash)
                    select token.Value;
        return taken.Concat(parsed.UnmatchedTokens.Where(token => token.Length > 1 && token.StartsWith('-')));
    }

    private static IEnumerable<string> NamesOf(Command command) =>
        command.Options.Where(option => !option.Hidden).Select(option => option.Name).Append("--help");

    private static string Meant(string word, IEnumerable<string> known)
    {
        var name = word.Split('=')[0];
        return EditDistance.Nearest(name, known) is { } near ? $"; did you mean {near}?" : "";
    }
}
