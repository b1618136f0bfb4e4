using SegmentPipeline.Hosting;
using SegmentPipeline.Verification;

namespace SegmentPipeline.Cli;

/// <summary>Prints records of a verification, for people or for programs.</summary>
internal abstract class VerifyPrinter : IDisposable
{
    /// <summary>A printer of records for programs.</summary>
    internal static VerifyPrinter Create(VerificationRecordWriter writer) => new Written(writer);

    internal static VerifyPrinter Create(ReportFormat format, Stream stream, Func<VerifyPrinter> createText) => format switch
    {
        ReportFormat.Text => createText(),
        ReportFormat.Ndjson => new Written(VerificationRecordWriter.CreateNdjson(stream)),
        ReportFormat.Json => new Written(VerificationRecordWriter.CreateJson(stream)),
        ReportFormat.Csv => new Written(VerificationRecordWriter.CreateCsv(stream)),
        ReportFormat.Parquet => new VerifyColumns(stream),
        _ => throw new ArgumentOutOfRangeException(nameof(format), format, "no such format"),
    };

    internal abstract ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken);

    internal abstract ValueTask CompleteAsync(CancellationToken cancellationToken);

    public virtual void Dispose()
    {
    }

    private sealed class Written(VerificationRecordWriter writer) : VerifyPrinter
    {
        internal override ValueTask WriteAsync(VerificationRecord record, CancellationToken cancellationToken) =>
            writer.WriteAsync(record, cancellationToken);

        internal override ValueTask CompleteAsync(CancellationToken cancellationToken) => writer.CompleteAsync(cancellationToken);
    }
}
