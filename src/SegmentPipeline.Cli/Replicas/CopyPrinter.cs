using SegmentPipeline.Replicas;

namespace SegmentPipeline.Cli;

/// <summary>Prints records of copies, for people or for programs.</summary>
internal abstract class CopyPrinter : IDisposable
{
    /// <param name="format">How.</param>
    /// <param name="stream">Where to.</param>
    /// <param name="screen">What the text is shown on.</param>
    /// <param name="request">What is compared; null if nothing is said of its window.</param>
    internal static CopyPrinter Create(CopyFormat format, Stream stream, Screen screen, CompareRequest? request = null) => format switch
    {
        CopyFormat.Ndjson => new Written(CopyRecordWriter.CreateNdjson(stream)),
        CopyFormat.Json => new Written(CopyRecordWriter.CreateJson(stream)),
        CopyFormat.Csv => new Written(CopyRecordWriter.CreateCsv(stream)),
        _ => new CopyText(stream, screen) { Request = request },
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
