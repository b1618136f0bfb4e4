using System.Net;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Fleet;

/// <summary>Brings in the answers of nodes over HTTP, outside of the turns of grains. A connection that breaks is taken up again where it
/// broke.</summary>
/// <param name="clients">Makes the client.</param>
/// <param name="clock">The clock.</param>
internal sealed class AnswerFetcher(IHttpClientFactory clients, TimeProvider clock)
{
    private const int MostTries = 4;
    private const long MostBytes = 4L << 30;

    private static readonly TimeSpan LongestSilence = TimeSpan.FromSeconds(20);
    private static readonly TimeSpan BetweenTries = TimeSpan.FromSeconds(1);

    /// <summary>Fetches the answer of a node.</summary>
    /// <param name="run">The run.</param>
    /// <param name="kind">What the run has asked.</param>
    /// <param name="node">The node, which has answered.</param>
    /// <param name="grains">The fleet.</param>
    /// <param name="longest">How long all of it may take.</param>
    /// <returns>The answer; or null, and why there is none.</returns>
    internal Task<(FetchedAnswer? Answer, string? Cause)> FetchAsync(
        string run, FleetRunKind kind, RunNode node, IGrainFactory grains, TimeSpan longest) =>
        Task.Run(async () =>
        {
            using var limit = new CancellationTokenSource(longest, clock);
            try
            {
                return (await ReadAsync(run, kind, node, grains, limit.Token).ConfigureAwait(false), (string?)null);
            }
            catch (FormatException fault)
            {
                return ((FetchedAnswer?)null, $"its answer cannot be read: {VisibleText.MakeVisible(fault.Message)}");
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
        var file = new FileStream(
            Path.GetTempFileName(),
            FileMode.Open,
            FileAccess.ReadWrite,
            FileShare.None,
            bufferSize: 65536,
            FileOptions.DeleteOnClose | FileOptions.Asynchronous);
        await using var _ = file.ConfigureAwait(false);
        for (var attempt = 1; ; attempt++)
        {
            try
            {
                var card = await grains.GetGrain<INodeGrain>(node.Node).DescribeAsync().ConfigureAwait(false);
                await AppendAsync($"{card.Http.TrimEnd('/')}/api/fleet/node/runs/{run}/records", file, limit).ConfigureAwait(false);
                break;
            }
            catch (Exception fault) when (attempt < MostTries && !limit.IsCancellationRequested && IsOfTheWay(fault))
            {
                await Task.Delay(BetweenTries * attempt, clock, limit).ConfigureAwait(false);
            }
        }

        file.Position = 0;
        var source = new NodeAnswerSource { Node = node.Node, Archive = node.Part.Archive, Run = run, Settle = node.Part.Settle };
        if (kind == FleetRunKind.Verify)
        {
            var contents = await NodeContents.ReadAsync(source, file, limit).ConfigureAwait(false);
            return new FetchedAnswer(contents.Pack(), contents.AsOf, contents.Complete);
        }

        var answer = await NodeAnswer.ReadAsync(source, file, limit).ConfigureAwait(false);
        return new FetchedAnswer(answer.Pack(), answer.AsOf, answer.Complete);
    }

    private static bool IsOfTheWay(Exception fault) =>
        fault is IOException or HttpRequestException or OperationCanceledException || NodeFaults.CauseOf(fault) is not null;

    /// <summary>Fetches the records that the file has not yet, and keeps those of them that came whole.</summary>
    private async Task AppendAsync(string address, FileStream file, CancellationToken limit)
    {
        var rows = await CutToWholeRowsAsync(file).ConfigureAwait(false);
        using var client = clients.CreateClient(FleetClients.ClientName);
        using var silence = CancellationTokenSource.CreateLinkedTokenSource(limit);
        silence.CancelAfter(LongestSilence);
        using var answer = await client
            .GetAsync($"{address}?from={rows}", HttpCompletionOption.ResponseHeadersRead, silence.Token)
            .ConfigureAwait(false);
        if (answer.StatusCode != HttpStatusCode.OK) throw new HttpRequestException($"HTTP {(int)answer.StatusCode}");
        var body = await answer.Content.ReadAsStreamAsync(silence.Token).ConfigureAwait(false);
        await using var _ = body.ConfigureAwait(false);
        var buffer = new byte[65536];
        int read;
        while ((read = await body.ReadAsync(buffer, silence.Token).ConfigureAwait(false)) > 0)
        {
            silence.CancelAfter(LongestSilence);
            if (file.Length + read > MostBytes) throw new FormatException("it is longer than anybody reads");
            await file.WriteAsync(buffer.AsMemory(0, read), CancellationToken.None).ConfigureAwait(false);
        }
    }

    /// <summary>How many whole rows the file has; what comes after the last of them is cut off.</summary>
    private static async Task<long> CutToWholeRowsAsync(FileStream file)
    {
        await file.FlushAsync().ConfigureAwait(false);
        file.Position = 0;
        var (rows, end, at) = (0L, 0L, 0L);
        var buffer = new byte[65536];
        int read;
        while ((read = await file.ReadAsync(buffer).ConfigureAwait(false)) > 0)
        {
            for (var next = 0; next < read; next++)
            {
                if (buffer[next] != (byte)'\n') continue;
                rows++;
                end = at + next + 1;
            }

            at += read;
        }

        file.SetLength(end);
        file.Position = end;
        return rows;
    }
}

/// <summary>An answer that was brought in.</summary>
/// <param name="Packed">It, as it is kept.</param>
/// <param name="AsOf">The moment of which it speaks.</param>
/// <param name="Complete">Whether it says all.</param>
internal sealed record FetchedAnswer(byte[] Packed, Timestamp? AsOf, bool Complete);
