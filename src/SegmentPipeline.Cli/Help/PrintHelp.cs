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
        var command = parseResult.CommandResult.Command;
        parseResult.InvocationConfiguration.Output.Write(HelpPage.Render(command, endings.GetValueOrDefault(command, ""), width));
        return ExitCode.Success;
    }
}
