using System.Net;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Fleet;

/// <summary>Brings in the answers of nodes over HTTP, outside of the turns of grains. They are judged while they come: what is no answer
/// is not read any further.</summary>
/// <param name="clients">Makes the client.</param>
/// <param name="clock">The clock.</param>
internal sealed class AnswerFetcher(IHttpClientFactory clients, TimeProvider clock)
{
    /// <summary>Fetches the answer of a node.</summary>
    /// <param name="run">The run.</param>
    /// <param name="node">The node, which has answered.</param>
    /// <param name="grains">The fleet.</param>
    /// <param name="longest">How long all of it may take.</param>
    /// <param name="over">Gives up: nobody waits for it any more.</param>
    /// <returns>The answer; or null, and why there is none.</returns>
    internal Task<(FetchedAnswer? Answer, string? Cause)> FetchAsync(
        FleetRunStatus run, RunNode node, IGrainFactory grains, TimeSpan longest, CancellationToken over = default) =>
        Task.Run(async () =>
        {
            using var limit = new CancellationTokenSource(longest, clock);
            using var either = CancellationTokenSource.CreateLinkedTokenSource(limit.Token, over);
            try
            {
                return (await ReadAsync(run.Id, run.Request.Kind, node, grains, either.Token).ConfigureAwait(false), (string?)null);
            }
            catch (OperationCanceledException)
            {
                return ((FetchedAnswer?)null, "its answer did not come in time");
            }
            catch (FormatException fault)
            {
                return (null, $"its answer cannot be read: {VisibleText.MakeVisible(fault.Message)}");
            }
            catch (Exception fault) when (NodeFaults.CauseOf(fault) is { } cause)
            {
                return (null, $"it {cause}");
            }
            catch (Exception fault) when (fault is not OutOfMemoryException)
            {
                // Whatever it is: no answer of one node keeps the others from theirs.
                return (null, $"its answer cannot be fetched: {VisibleText.MakeVisible(fault.Message)}");
            }
        });

    private async Task<FetchedAnswer> ReadAsync(
        string run, FleetRunKind kind, RunNode node, IGrainFactory grains, CancellationToken limit)
    {
        using var client = clients.CreateClient(FleetClients.ClientName);
        var records = new ResumedRecords(OpenAsync, IsOfTheWay, clock);
        await using var _ = records.ConfigureAwait(false);
        var source = new NodeAnswerSource { Node = node.Node, Archive = node.Part.Archive, Run = run, Settle = node.Part.Settle };
        if (kind == FleetRunKind.Verify)
        {
            var contents = await NodeContents.ReadAsync(source, records, limit).ConfigureAwait(false);
            return new FetchedAnswer(contents.Pack(), contents.AsOf, contents.Complete);
        }

        var answer = await NodeAnswer.ReadAsync(source, records, limit).ConfigureAwait(false);
        return new FetchedAnswer(answer.Pack(), answer.AsOf, answer.Complete);

        async Task<HttpResponseMessage> OpenAsync(long row, CancellationToken cancellationToken)
        {
            var card = await grains.GetGrain<INodeGrain>(node.Node).DescribeAsync().ConfigureAwait(false);
            var address = $"{card.Http.TrimEnd('/')}/api/fleet/node/runs/{run}/records?from={row}";
            var reply = await client.GetAsync(address, HttpCompletionOption.ResponseHeadersRead, cancellationToken).ConfigureAwait(false);
            if (reply.StatusCode == HttpStatusCode.OK) return reply;
            reply.Dispose();
            throw new HttpRequestException($"HTTP {(int)reply.StatusCode}");
        }
    }

    private static bool IsOfTheWay(Exception fault) =>
        fault is IOException or HttpRequestException or OperationCanceledException || NodeFaults.CauseOf(fault) is not null;
}

/// <summary>An answer that was brought in.</summary>
/// <param name="Packed">It, as it is kept.</param>
/// <param name="AsOf">The moment of which it speaks.</param>
/// <param name="Complete">Whether it says all.</param>
internal sealed record FetchedAnswer(byte[] Packed, Timestamp? AsOf, bool Complete);
