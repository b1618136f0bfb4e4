using System.Threading.Tasks.Dataflow;
using Microsoft.Extensions.Hosting;
using SegmentPipeline;

namespace EmbeddedHost;

/// <summary>A host's own dataflow behind an audit: orders the missing ranges from elsewhere, long ones in pieces of ten minutes.</summary>
internal sealed class BackfillService(SegmentArchive archive, AuditRequest request, IHostApplicationLifetime lifetime) : BackgroundService
{
    private const long PieceMicroseconds = 600 * Timestamp.MicrosecondsPerSecond;

    private static readonly DataflowLinkOptions ToTheEnd = new() { PropagateCompletion = true };

    private int _orders;

    protected override async Task ExecuteAsync(CancellationToken stoppingToken)
    {
        // A slow order holds up the split, the split the audit, and the audit the disk: every block has a capacity.
        var bounded = new ExecutionDataflowBlockOptions { BoundedCapacity = 4 };
        var audit = archive.CreateAuditSource(request, stoppingToken);
        var split = new TransformBlock<ReportStep, Order[]>(Split, bounded);
        var order = new ActionBlock<Order[]>(PlaceAsync, bounded);
        audit.LinkTo(split, ToTheEnd);
        split.LinkTo(order, ToTheEnd);

        try
        {
            await order.Completion;
            Console.WriteLine($"{_orders} orders placed");
        }
        catch (AggregateException fault) when (fault.GetBaseException() is AuditFailedException failure)
        {
            await Console.Error.WriteLineAsync(failure.Message);
            Environment.ExitCode = 2;
        }

        lifetime.StopApplication();
    }

    private static Order[] Split(ReportStep step) => [.. step.Records.OfType<HoleFinding>().SelectMany(PiecesOf)];

    private static IEnumerable<Order> PiecesOf(HoleFinding hole)
    {
        for (var start = hole.Range.Start; start < hole.Range.End; start = start.AddMicroseconds(PieceMicroseconds))
            yield return new Order(
                hole.Stream,
                new TimeRange(start, Timestamp.Min(start.AddMicroseconds(PieceMicroseconds), hole.Range.End)));
    }

    private async Task PlaceAsync(Order[] orders)
    {
        foreach (var order in orders) await Console.Out.WriteLineAsync($"order {order.Stream} {order.Range}");
        _orders += orders.Length;
    }

    private sealed record Order(StreamId Stream, TimeRange Range);
}
