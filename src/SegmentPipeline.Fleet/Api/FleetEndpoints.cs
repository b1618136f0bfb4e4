using Microsoft.AspNetCore.Builder;
using Microsoft.AspNetCore.Http;
using Microsoft.AspNetCore.Routing;
using SegmentPipeline.Web;

namespace SegmentPipeline.Fleet;

/// <summary><c>/api/fleet</c>: what any node can be asked about the fleet, and what nodes ask each other.</summary>
internal sealed class FleetEndpoints(FleetQuestions fleet, FleetVerdicts verdicts, ReportReply reports, NodeWork work) : IPipelineEndpoints
{
    private const string RunKey = "run";
    private const int MostShown = 20;

    private static readonly string[] Reading = ["GET", "HEAD"];
    private static readonly string[] Posting = ["POST"];
    private static readonly string[] Deleting = ["DELETE"];

    /// <inheritdoc />
    public void Map(IEndpointRouteBuilder endpoints)
    {
        const string Runs = "/api/fleet/runs";
        const string Run = $"{Runs}/{{{RunKey}}}";
        endpoints.MapMethods("/api/fleet", Reading, Asking(ShowAsync));
        endpoints.MapMethods(Runs, Posting, Asking(BeginAsync));
        endpoints.MapMethods(Run, Reading, Asking(ShowRunAsync));
        endpoints.MapMethods(Run, Deleting, Asking(StopAsync));
        endpoints.MapMethods($"{Run}/records", Reading, Asking(SendRecordsAsync));
        endpoints.MapMethods($"/api/fleet/nodes/{{{RunKey}}}", Deleting, Asking(ForgetNodeAsync));
        endpoints.MapMethods($"/api/fleet/node/runs/{{{RunKey}}}/records", Reading, context => AnswerReply.SendAsync(context, work.Files, IdOf(context)));
    }

    /// <summary>A fleet that cannot be asked is one kind of answer, whatever the cause.</summary>
    private static RequestDelegate Asking(RequestDelegate answer) => async context =>
    {
        try
        {
            await answer(context);
        }
        catch (FleetUnavailableException fault) when (!context.Response.HasStarted)
        {
            throw new RequestProblemException(StatusCodes.Status503ServiceUnavailable, fault.Message);
        }
    };

    private static string IdOf(HttpContext context)
    {
        var id = context.Request.RouteValues[RunKey]?.ToString() ?? "";
        return RunIds.IsId(id) ? id : throw new RequestProblemException(StatusCodes.Status404NotFound, "there is no such run");
    }

    private async Task ShowAsync(HttpContext context)
    {
        FleetQuery.CheckNone(context.Request);
        var silo = fleet.Silo;
        var known = await fleet.AskAsync(grains => grains.GetGrain<IFleetGrain>(0).GetNodesAsync());
        var ids = (await fleet.AskAsync(grains => grains.GetGrain<IFleetGrain>(0).GetRunsAsync())).Take(MostShown);
        var runs = await Task.WhenAll(ids.Select(id => fleet.AskAsync(grains => grains.GetGrain<IFleetRunGrain>(id).GetStatusAsync())));
        // A run of a fleet without a database is lost with the silo that kept it.
        var shown = runs.Where(run => run.State != FleetRunState.None).ToList();
        var living = silo.Living;
        var missing = silo.Options.Nodes.Except(known.Select(node => node.Node), StringComparer.Ordinal);
        await FleetReply.SendAsync(
            context, StatusCodes.Status200OK, json => FleetJson.WriteFleet(json, silo.Options, [.. known], [.. missing], living, shown));
    }

    private async Task BeginAsync(HttpContext context)
    {
        FleetQuery.CheckNone(context.Request);
        var (given, request) = await FleetRequestBody.ReadAsync(context.Request, fleet.Silo.Now);
        var id = given ?? RunIds.Make(fleet.Silo.Now);
        var isKnown = given is not null && (await StatusOfAsync(id)).State != FleetRunState.None;
        var run = await fleet.AskAsync(grains => grains.GetGrain<IFleetRunGrain>(id).BeginAsync(request));
        context.Response.Headers.Location = $"/api/fleet/runs/{run.Id}";
        var status = isKnown ? StatusCodes.Status200OK : StatusCodes.Status202Accepted;
        await FleetReply.SendAsync(context, status, json => FleetJson.WriteRun(json, run, withNodes: true));
    }

    private async Task ShowRunAsync(HttpContext context)
    {
        FleetQuery.CheckNone(context.Request);
        var run = await FindAsync(context);
        await FleetReply.SendAsync(context, StatusCodes.Status200OK, json => FleetJson.WriteRun(json, run, withNodes: true));
    }

    private async Task StopAsync(HttpContext context)
    {
        var run = await FindAsync(context);
        run = await fleet.AskAsync(grains => grains.GetGrain<IFleetRunGrain>(run.Id).StopAsync());
        await FleetReply.SendAsync(context, StatusCodes.Status202Accepted, json => FleetJson.WriteRun(json, run, withNodes: true));
    }

    private async Task ForgetNodeAsync(HttpContext context)
    {
        var node = IdOf(context);
        if (fleet.Silo.Living.Contains(node))
            throw new RequestProblemException(StatusCodes.Status409Conflict, $"node {node} is there; stop it first");
        if (!await fleet.AskAsync(grains => grains.GetGrain<IFleetGrain>(0).ForgetNodeAsync(node)))
            throw new RequestProblemException(StatusCodes.Status404NotFound, $"there is no node {node}");
        context.Response.StatusCode = StatusCodes.Status204NoContent;
    }

    private async Task SendRecordsAsync(HttpContext context)
    {
        var change = FleetQuery.ReadVerdict(context.Request);
        var run = await FindAsync(context);
        if (run.State != FleetRunState.Ended)
        {
            var detail = run.IsOver ? "the run has come to no verdict" : $"the run goes on; ask /api/fleet/runs/{run.Id} how far it is";
            throw new RequestProblemException(StatusCodes.Status409Conflict, detail);
        }

        if (run.Request.Kind == FleetRunKind.Shared) await reports.SendAsync(context, run);
        else await RecordReply.SendAsync(context, await verdicts.ReadAsync(run, change));
    }

    private async Task<FleetRunStatus> FindAsync(HttpContext context)
    {
        var id = IdOf(context);
        var run = await StatusOfAsync(id);
        return run.State == FleetRunState.None
            ? throw new RequestProblemException(StatusCodes.Status404NotFound, $"there is no run {id}, or not any more")
            : run;
    }

    private Task<FleetRunStatus> StatusOfAsync(string id) =>
        fleet.AskAsync(grains => grains.GetGrain<IFleetRunGrain>(id).GetStatusAsync());
}
