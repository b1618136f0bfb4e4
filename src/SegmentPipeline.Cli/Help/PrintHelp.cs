using System.CommandLine;
using System.CommandLine.Invocation;

namespace SegmentPipeline.Cli;

/// <summary>Prints the help of a verb for a screen.</summary>
/// <param name="width">Columns.</param>
/// <param name="endings">What a table of options cannot say, by verb.</param>
internal sealed class PrintHelp(int width, IReadOnlyDictionary<Command, string> endings) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.Write(PageOf(parseResult.CommandResult.Command, width));
        return ExitCode.Success;
    }

    /// <summary>The help of a verb, for any width.</summary>
    internal string PageOf(Command command, int columns) =>
        HelpPage.Render(command, endings.GetValueOrDefault(command, ""), columns);
}
