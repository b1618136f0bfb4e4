using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>The manual page <c>pipeline(1)</c>, in the language of man(7).</summary>
internal static class ManualPage
{
    /// <summary>Writes all of it.</summary>
    /// <param name="root">The command.</param>
    /// <param name="version">Its version.</param>
    internal static string Render(DescribedVerb root, string version)
    {
        var page = new StringBuilder();
        page.Append($".TH PIPELINE 1 \"\" \"pipeline {Escaped(version)}\" \"User Commands\"\n.nh\n.ad l\n");
        page.Append(".SH NAME\npipeline \\- audits archives of time\\-named video segments\n");
        page.Append(".SH SYNOPSIS\n");
        foreach (var verb in root.Verbs.SelectMany(verb => verb.All)) page.Append(".br\n").Append(Synopsis(verb));
        page.Append(".SH DESCRIPTION\n").Append(Line(root.Description)).Append(Verbatim(root.Ending));
        page.Append(".SH OPTIONS\n");
        AddTable(page, root);
        page.Append(".SH VERBS\n");
        foreach (var verb in root.Verbs.SelectMany(verb => verb.All))
        {
            page.Append($".SS pipeline {Escaped(verb.Words)}\n").Append(Synopsis(verb)).Append(".PP\n").Append(Line(verb.Description));
            AddTable(page, verb);
            page.Append(Verbatim(verb.Ending));
        }

        page.Append(".SH FILES\n.TP\n.I ./pipeline.json\nThe configuration, where no other is named.\n");
        return page.ToString();
    }

    private static string Synopsis(DescribedVerb verb)
    {
        var words = new StringBuilder($".B pipeline {Escaped(verb.Words)}\n");
        var rest = verb.Arguments.Select(argument => argument.Synopsis)
            .Concat(verb.Options.Where(option => option.IsRequired).Select(option => $"{option.Names[0]} {option.Value}"))
            .Append("[OPTION]...");
        return words.Append(Line(string.Join(' ', rest))).ToString();
    }

    private static void AddTable(StringBuilder page, DescribedVerb verb)
    {
        foreach (var argument in verb.Arguments) page.Append($".TP\n.I {Escaped(argument.Name)}\n").Append(Line(argument.Description));
        foreach (var option in verb.Options)
        {
            page.Append(".TP\n.B ").Append(Escaped(string.Join(", ", option.Names)));
            if (option.Value is { } value) page.Append($" \\fI{Escaped(value)}\\fR");
            page.Append('\n').Append(Line(option.IsRequired ? $"{option.Description} Required." : option.Description));
        }
    }

    /// <summary>Text whose lines stay as they are.</summary>
    private static string Verbatim(string text)
    {
        var lines = new StringBuilder();
        foreach (var line in text.TrimEnd().Split('\n')) lines.Append(Line(line));
        return text.Length == 0 ? "" : $".PP\n.nf\n{lines}.fi\n";
    }

    private static string Line(string text) => (text.StartsWith('.') || text.StartsWith('\'') ? @"\&" : "") + Escaped(text) + "\n";

    /// <summary>Characters that roff would take for something else: an escape, a hyphen, a quotation mark, an accent.</summary>
    private static string Escaped(string text) =>
        text.Replace(@"\", @"\e", StringComparison.Ordinal)
            .Replace("-", @"\-", StringComparison.Ordinal)
        .Replace("'", @"\(aq", StringComparison.Ordinal).Replace("`", @"\(ga", StringComparison.Ordinal)
        .Replace("^", @"\(ha", StringComparison.Ordinal).Replace("~", @"\(ti", StringComparison.Ordinal);
}
