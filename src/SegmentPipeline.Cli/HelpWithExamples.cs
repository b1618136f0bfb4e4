using System.CommandLine;
using System.CommandLine.Help;
using System.CommandLine.Invocation;

namespace SegmentPipeline.Cli;

/// <summary>The help of a verb, with what a table of options cannot say after it.</summary>
internal sealed class HelpWithExamples(HelpAction help, IReadOnlyDictionary<Command, string> endings) : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        help.Invoke(parseResult);
        if (endings.TryGetValue(parseResult.CommandResult.Command, out var ending))
        {
            parseResult.InvocationConfiguration.Output.WriteLine(ending.TrimEnd());
        }

        return ExitCode.Success;
    }
}
