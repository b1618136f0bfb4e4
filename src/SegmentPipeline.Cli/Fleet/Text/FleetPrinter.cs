using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Prints the records of a fleet, for people or for programs.</summary>
internal abstract class FleetPrinter : IDisposable
{
    /// <summary>A printer of records for programs.</summary>
    internal static FleetPrinter Create(CopyFormat format, Stream stream) => format switch
    {
        // The bytes have gone there already.
        CopyFormat.Ndjson => new Written(FleetRecordWriter.CreateNdjson(Stream.Null)),
        CopyFormat.Json => new Written(FleetRecordWriter.CreateJson(stream)),
        CopyFormat.Csv => new Written(FleetRecordWriter.CreateCsv(stream)),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no format for programs"),
    };

    internal abstract ValueTask WriteAsync(FleetRecord record, CancellationToken cancellationToken);

    internal abstract ValueTask CompleteAsync(CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }

    private sealed class Written(FleetRecordWriter writer) : FleetPrinter
    {
        internal override ValueTask WriteAsync(FleetRecord record, CancellationToken cancellationToken) =>
            writer.WriteAsync(record, cancellationToken);

        internal override ValueTask CompleteAsync(CancellationToken cancellationToken) => writer.CompleteAsync(cancellationToken);
    }
}
