using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Prints records of copies, for people or for programs.</summary>
internal abstract class CopyPrinter : IDisposable
{
    internal static CopyPrinter Create(CopyFormat format, Stream stream, Screen screen) => format switch
    {
        CopyFormat.Ndjson => new Written(CopyRecordWriter.CreateNdjson(stream)),
        CopyFormat.Json => new Written(CopyRecordWriter.CreateJson(stream)),
        CopyFormat.Csv => new Written(CopyRecordWriter.CreateCsv(stream)),
        _ => new CopyText(stream, screen),
    };

    internal abstract ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken);

    internal abstract ValueTask CompleteAsync(CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }

    private sealed class Written(CopyRecordWriter writer) : CopyPrinter
    {
        internal override ValueTask WriteAsync(CopyRecord record, CancellationToken cancellationToken) =>
            writer.WriteAsync(record, cancellationToken);

        internal override ValueTask CompleteAsync(CancellationToken cancellationToken) => writer.CompleteAsync(cancellationToken);
    }
}
