using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fleet schema</c>: the SQL of a fleet's database.</summary>
internal static class FleetSchemaVerb
{
    internal static Command Create()
    {
        var command = new Command("schema", "Writes the SQL that makes the tables of a fleet, or brings older ones up to date.");
        command.SetAction(async (parsed, _) =>
        {
            await parsed.InvocationConfiguration.Output.WriteAsync(FleetTables.GetScript()).ConfigureAwait(false);
            return ExitCode.Success;
        });
        return command;
    }
}
