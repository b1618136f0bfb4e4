using System.CommandLine;
using System.CommandLine.Help;

namespace SegmentPipeline.Cli;

/// <summary>A verb, or the command itself, as manual pages and completions tell of it. It is read from the definition that parses command
/// lines and writes help, so there is nothing to keep in step.</summary>
internal sealed record DescribedVerb
{
    /// <summary>Its words, without <c>pipeline</c>; empty for the command itself.</summary>
    internal required string Words { get; init; }

    internal required string Description { get; init; }

    internal required IReadOnlyList<DescribedArgument> Arguments { get; init; }

    internal required IReadOnlyList<DescribedOption> Options { get; init; }

    internal required IReadOnlyList<DescribedVerb> Verbs { get; init; }

    /// <summary>What stands at the end of its help.</summary>
    internal required string Ending { get; init; }

    /// <summary>Its last word.</summary>
    internal string Name => Words[(Words.LastIndexOf(' ') + 1)..];

    /// <summary>Itself, and all verbs below, each before its own.</summary>
    internal IEnumerable<DescribedVerb> All => Verbs.SelectMany(verb => verb.All).Prepend(this);

    /// <summary>Reads what a command is, and all below it that is shown.</summary>
    /// <param name="command">The command.</param>
    /// <param name="endings">What stands at the end of each help.</param>
    internal static DescribedVerb From(Command command, IReadOnlyDictionary<Command, string> endings) => From(command, [], endings, []);

    private static DescribedVerb From(
        Command command,
        IReadOnlyList<string> words,
        IReadOnlyDictionary<Command, string> endings,
        IReadOnlyList<Option> inherited)
    {
        var passedOn = command.Options.Where(option => option.Recursive).Concat(inherited).Distinct().ToList();
        return new DescribedVerb
        {
            Words = string.Join(' ', words),
            Description = command.Description ?? "",
            Arguments = [.. command.Arguments.Where(argument => !argument.Hidden).Select(From)],
            Options = [.. command.Options.Concat(inherited).Distinct().Where(option => !option.Hidden).Select(From)],
            Verbs =
            [
                .. command.Subcommands.Where(verb => !verb.Hidden).Select(verb => From(verb, [.. words, verb.Name], endings, passedOn)),
            ],
            Ending = endings.GetValueOrDefault(command, ""),
        };
    }

    private static DescribedArgument From(Argument argument) =>
        new(argument.HelpName ?? argument.Name, argument.Description ?? "", argument.Arity.MinimumNumberOfValues == 0);

    private static DescribedOption From(Option option) =>
        new(
            [
                .. option
                    .Aliases.Prepend(option.Name)
                    .Where(name => name[0] == '-')
                    .OrderByDescending(name => name.StartsWith("--", StringComparison.Ordinal)),
            ],
            option is HelpOption or VersionOption ? null : option.HelpName,
            option.Description ?? "",
            option.Required,
            option.Arity.MaximumNumberOfValues > 1);
}
