using System.CommandLine;
using System.CommandLine.Invocation;
using System.Reflection;

namespace SegmentPipeline.Cli;

/// <summary>Prints the library's version, which is the one that reports carry.</summary>
internal sealed class PrintVersion : SynchronousCommandLineAction
{
    /// <summary>The version.</summary>
    internal static string Version =>
        typeof(SegmentArchive).Assembly.GetCustomAttribute<AssemblyInformationalVersionAttribute>()!.InformationalVersion;

    public override bool ClearsParseErrors => true;

    public override int Invoke(ParseResult parseResult)
    {
        parseResult.InvocationConfiguration.Output.WriteLine($"pipeline {Version}");
        return ExitCode.Success;
    }
}
