using Microsoft.AspNetCore.Http;
using SegmentPipeline.Replicas;
using SegmentPipeline.Web;

namespace SegmentPipeline.Fleet;

/// <summary>Sends the report of a shared archive, from the node that has made it, through this one.</summary>
internal sealed class ReportReply(FleetQuestions fleet, IHttpClientFactory clients, NodeWork work)
{
    private static readonly TimeSpan LongestWait = TimeSpan.FromSeconds(10);

    internal async Task SendAsync(HttpContext context, FleetRunStatus run)
    {
        if (run.Reporter == fleet.Silo.Options.Node)
        {
            await AnswerReply.SendAsync(context, work.Files, run.Id);
            return;
        }

        using var limit = CancellationTokenSource.CreateLinkedTokenSource(context.RequestAborted);
        limit.CancelAfter(LongestWait);
        try
        {
            var card = await fleet.AskAsync(grains => grains.GetGrain<INodeGrain>(run.Reporter!).DescribeAsync());
            using var client = clients.CreateClient(PeerClients.ClientName);
            var address = $"{card.Http.TrimEnd('/')}/api/fleet/node/runs/{run.Id}/records";
            using var answer = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, limit.Token);
            answer.EnsureSuccessStatusCode();
            limit.CancelAfter(Timeout.InfiniteTimeSpan);
            context.Response.ContentType = RecordReply.ContentType;
            context.Response.ContentLength = answer.Content.Headers.ContentLength;
            if (!HttpMethods.IsHead(context.Request.Method)) await answer.Content.CopyToAsync(context.Response.Body, limit.Token);
        }
        catch (Exception fault) when (!context.Response.HasStarted && fault is HttpRequestException or OperationCanceledException)
        {
            throw new RequestProblemException(
                StatusCodes.Status503ServiceUnavailable, $"the report is on node {run.Reporter}, which cannot be asked; ask for another run");
        }
    }
}
