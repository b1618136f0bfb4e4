using System.CommandLine;

namespace SegmentPipeline.Cli;

/// <summary><c>pipeline fleet</c>: what many nodes together hold. All of its verbs ask some node over HTTP.</summary>
internal static class FleetCommand
{
    /// <summary>The verb, with those below it.</summary>
    /// <param name="surroundings">What it has around it.</param>
    /// <param name="endings">Gets what stands at the end of each help.</param>
    internal static Command Create(Surroundings surroundings, Dictionary<Command, string> endings)
    {
        var fleet = new Command("fleet", "Asks a fleet of nodes what all of their copies together hold.");
        endings.Add(fleet, HelpTexts.Fleet);
        var verbs = new Dictionary<Command, string>
        {
            [FleetStatusVerb.Create(surroundings)] = HelpTexts.FleetStatus,
            [FleetAuditVerb.CreateAudit(surroundings)] = HelpTexts.FleetAudit,
            [FleetAuditVerb.CreateCompare(surroundings)] = HelpTexts.FleetCompare,
            [FleetVerifyVerb.Create(surroundings)] = HelpTexts.FleetVerify,
            [FleetFillVerb.Create(surroundings)] = HelpTexts.FleetFill,
            [FleetWatchVerb.Create(surroundings)] = HelpTexts.FleetWatch,
            [FleetStopVerb.Create(surroundings)] = HelpTexts.FleetStop,
            [FleetDemoVerb.Create(surroundings)] = HelpTexts.FleetDemo,
            [FleetSchemaVerb.Create()] = HelpTexts.FleetSchema,
        };
        foreach (var (verb, ending) in verbs)
        {
            fleet.Add(verb);
            endings.Add(verb, ending);
        }

        return fleet;
    }
}
