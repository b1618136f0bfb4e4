using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>Lines of prose, broken between words to a width. A word that is longer than a line, as names are, stands alone and
/// whole.</summary>
internal sealed class WrappedText(int width)
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds words, each line of them indented.</summary>
    internal void Add(string words, int indent = 0) => Add(words, indent, indent, "");

    /// <summary>Adds a command; where it is broken a shell reads on.</summary>
    internal void AddCommand(string words, int indent, int further) => Add(words, indent, further, " \\");

    /// <summary>Adds words beside a label, from a column on.</summary>
    internal void AddBeside(string label, string words, int column)
    {
        _text.Append(label).Append(' ', Math.Max(1, column - label.Length));
        var beside = new WrappedText(Math.Max(1, width - column));
        beside.Add(words);
        _text.Append(beside.ToString().TrimEnd('\n').Replace("\n", "\n" + new string(' ', column), StringComparison.Ordinal)).Append('\n');
    }

    /// <summary>Adds a line as it stands.</summary>
    internal void AddLine(string line = "") => _text.Append(line).Append('\n');

    /// <summary>All of it.</summary>
    public override string ToString() => _text.ToString();

    private void Add(string words, int indent, int further, string atBreaks)
    {
        var at = 0;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at > 0 && at + 1 + word.Length + atBreaks.Length > width)
            {
                _text.Append(atBreaks).Append('\n');
                (at, indent) = (0, further);
            }

            _text.Append(' ', at == 0 ? indent : 1).Append(word);
            at += (at == 0 ? indent : 1) + word.Length;
        }

        _text.Append('\n');
    }
}
