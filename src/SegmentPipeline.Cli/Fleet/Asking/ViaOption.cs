using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary>The option <c>--via URL</c>: which nodes are asked about the fleet.</summary>
internal sealed class ViaOption
{
    private const string Usual = "http://127.0.0.1:8080";

    private readonly Option<string[]> _via = new("--via")
    {
        HelpName = "URL",
        Description = $"The address of a node, any of the fleet. May be repeated: the next is asked where one does not answer. [{Usual}]",
        AllowMultipleArgumentsPerToken = false,
    };

    internal ViaOption(Command command) => command.Add(_via);

    /// <summary>How nodes are named on a command line, without users and passwords, with a space at its start; empty for the usual
    /// one.</summary>
    internal static string WordsOf(IReadOnlyList<ViaAddress> nodes) => nodes is [var only] && only.ToString() == Usual
        ? ""
        : string.Concat(nodes.Select(node => $" --via {ShellWord.Quote(node.ToString())}"));

    /// <summary>The nodes, in their order.</summary>
    internal IReadOnlyList<ViaAddress> Read(ParseResult parsed, List<string> faults)
    {
        var texts = parsed.GetValue(_via) is { Length: > 0 } given ? given : [Usual];
        var addresses = new List<ViaAddress>();
        foreach (var text in texts)
        {
            if (ViaAddress.TryParse(text, out var address, out var fault)) addresses.Add(address);
            else faults.Add($"{_via.Name}: {fault}");
        }

        return addresses;
    }
}
