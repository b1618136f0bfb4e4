using System.CommandLine;
using System.CommandLine.Help;

namespace SegmentPipeline.Cli;

/// <summary>The help of a verb, laid out for a width: no line is longer, as long as its words are not.</summary>
internal sealed class HelpPage
{
    /// <summary>On a narrower screen descriptions stand below what they describe.</summary>
    private const int WidthForTwoColumns = 60;

    private const int LabelIndent = 2;
    private const int BelowIndent = 6;

    private readonly int _width;
    private readonly WrappedText _text;

    private HelpPage(int width) => (_width, _text) = (width, new WrappedText(width));

    /// <summary>All of it.</summary>
    /// <param name="command">The verb, or the command itself.</param>
    /// <param name="ending">What stands at its end.</param>
    /// <param name="width">Columns.</param>
    internal static string Render(Command command, string ending, int width)
    {
        var page = new HelpPage(width);
        page._text.AddLine("Description:");
        page._text.Add(command.Description ?? "", LabelIndent);
        page._text.AddLine();
        page._text.AddLine("Usage:");
        page._text.Add(UsageOf(command), LabelIndent);
        page.AddTable(
            "Arguments:",
            [.. command.Arguments.Where(argument => !argument.Hidden).Select(argument => (LabelOf(argument), argument.Description ?? ""))]);
        page.AddTable("Options:", [.. OptionsOf(command).Select(option => (LabelOf(option), option.Description ?? ""))]);
        page.AddTable(
            "Commands:",
            [.. command.Subcommands.Where(verb => !verb.Hidden).Select(verb => (LabelOf(verb), verb.Description ?? ""))]);
        page._text.AddLine();
        HelpEnding.AddTo(page._text, ending, width);
        return page._text.ToString();
    }

    private static string UsageOf(Command command)
    {
        var arguments = command.Arguments.Where(argument => !argument.Hidden).Select(LabelOf);
        string[] verb = command.Subcommands.Any(below => !below.Hidden) ? ["[command]"] : [];
        return string.Join(' ', [VerbPath.Of(command), .. verb, .. arguments, "[options]"]);
    }

    /// <summary>Those of the verb, and those that it has from above.</summary>
    private static IEnumerable<Option> OptionsOf(Command command)
    {
        var options = command.Options.ToList();
        for (
            var above = command.Parents.OfType<Command>().FirstOrDefault();
            above is not null;
            above = above.Parents.OfType<Command>().FirstOrDefault())
        {
            options.AddRange(above.Options.Where(option => option.Recursive && !options.Contains(option)));
        }

        return options.Where(option => !option.Hidden);
    }

    private static string LabelOf(Argument argument)
    {
        var many = argument.Arity.MaximumNumberOfValues > 1 ? "..." : "";
        return argument.Arity.MinimumNumberOfValues == 0 ? $"[<{argument.Name}>{many}]" : $"<{argument.Name}>{many}";
    }

    private static string LabelOf(Command verb) =>
        string.Join(' ', verb.Arguments.Where(argument => !argument.Hidden).Select(LabelOf).Prepend(verb.Name));

    private static string LabelOf(Option option)
    {
        var names = option
            .Aliases.Where(alias => alias.StartsWith('-') && alias != option.Name)
            .Order(StringComparer.Ordinal)
            .Append(option.Name);
        var value = option.HelpName is { } name && option is not (HelpOption or VersionOption) ? $" <{name}>" : "";
        return string.Join(", ", names) + value + (option.Required ? " (REQUIRED)" : "");
    }

    private void AddTable(string heading, IReadOnlyList<(string Label, string Description)> rows)
    {
        if (rows.Count == 0) return;
        _text.AddLine();
        _text.AddLine(heading);
        var widest = _width * 2 / 5;
        var column = LabelIndent + 2 + rows.Select(row => row.Label.Length).Where(length => length <= widest).DefaultIfEmpty().Max();
        foreach (var (label, description) in rows)
        {
            if (_width < WidthForTwoColumns)
            {
                _text.Add(label, LabelIndent);
                _text.Add(description, BelowIndent);
            }
            else if (label.Length > widest)
            {
                _text.Add(label, LabelIndent);
                _text.Add(description, column);
            }
            else
            {
                _text.AddBeside(new string(' ', LabelIndent) + label, description, column);
            }
        }
    }
}
