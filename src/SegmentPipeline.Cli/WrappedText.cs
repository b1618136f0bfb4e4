using System.Text;

namespace SegmentPipeline.Cli;

/// <summary>Lines of prose, broken between words to a width. A word that is longer than a line, as names are, stands alone and whole.</summary>
internal sealed class WrappedText(int width)
{
    private readonly StringBuilder _text = new();

    /// <summary>Adds words, each line of them indented.</summary>
    internal void Add(string words, int indent = 0)
    {
        var at = 0;
        foreach (var word in words.Split(' ', StringSplitOptions.RemoveEmptyEntries))
        {
            if (at > 0 && at + 1 + word.Length > width)
            {
                _text.Append('\n');
                at = 0;
            }

            _text.Append(' ', at == 0 ? indent : 1).Append(word);
            at += (at == 0 ? indent : 1) + word.Length;
        }

        _text.Append('\n');
    }

    /// <summary>Adds a line as it stands.</summary>
    internal void AddLine(string line = "") => _text.Append(line).Append('\n');

    /// <summary>All of it.</summary>
    public override string ToString() => _text.ToString();
}
