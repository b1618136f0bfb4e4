using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>The words that lead to a verb.</summary>
internal static class VerbPath
{
    /// <summary>The words, <c>pipeline fleet audit</c>.</summary>
    /// <param name="verb">The verb.</param>
    /// <param name="command">The words by which the command was started.</param>
    internal static string Of(Command verb, string command = "pipeline")
    {
        var words = new Stack<string>();
        for (var at = verb; at is not null; at = at.Parents.OfType<Command>().FirstOrDefault())
            words.Push(at is RootCommand ? command : at.Name);
        return string.Join(' ', words);
    }
}
