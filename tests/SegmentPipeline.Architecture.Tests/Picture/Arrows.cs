namespace SegmentPipeline.Architecture.Tests.Picture;

/// <summary>Who names whom, drawn as a Mermaid flowchart.</summary>
/// <param name="nodes">All nodes, in the order in which they are drawn.</param>
/// <param name="arrows">Which node names which other; none of them leads to where it comes from.</param>
internal sealed class Arrows(IReadOnlyList<string> nodes, IReadOnlySet<(string From, string To)> arrows)
{
    /// <summary>The flowchart. An arrow is left out where a longer way says the same.</summary>
    internal string Draw()
    {
        var lines = new List<string> { "```mermaid", "flowchart TD" };
        lines.AddRange(nodes.Select(node => $"    {IdOf(node)}[\"{node}\"]"));
        lines.AddRange(Needed().Select(arrow => $"    {IdOf(arrow.From)} --> {IdOf(arrow.To)}"));
        lines.Add("```");
        return string.Join('\n', lines);
    }

    /// <summary>The arrows that no longer way says.</summary>
    internal IEnumerable<(string From, string To)> Needed() =>
        from start in nodes
        from end in nodes
        where arrows.Contains((start, end)) && !nodes.Any(between => arrows.Contains((start, between)) && Leads(between, end))
        select (start, end);

    private static string IdOf(string node) => string.Concat(node.Where(char.IsAsciiLetterOrDigit));

    /// <summary>Whether any way leads from one node to another that it is not itself.</summary>
    private bool Leads(string start, string end) =>
        arrows.Contains((start, end)) || nodes.Any(next => arrows.Contains((start, next)) && Leads(next, end));
}
