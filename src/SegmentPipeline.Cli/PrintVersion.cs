using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace SegmentPipeline.Cli;

/// <summary>Prints the library's version, which is the one that reports carry.</summary>
internal sealed class PrintVersion : SynchronousCommandLineAction
{
    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        var version = typeof(SegmentArchive).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;
        parseResult.InvocationConfiguration.Output.WriteLine($"pipeline {version}");
        return ExitCode.Success;
    }
}
