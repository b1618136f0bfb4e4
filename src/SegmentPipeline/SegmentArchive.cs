using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline;

/// <summary>An archive of time-named video segments: the front door of the library.</summary>
public sealed class SegmentArchive : IAsyncDisposable
{
    /// <summary>Opens an archive. Touches no disk.</summary>
    public static SegmentArchive Open(string root, SegmentArchiveOptions? options = null) => throw new NotSupportedException();

    /// <summary>Absolute path of the archive.</summary>
    public string Root => throw new NotSupportedException();

    /// <summary>The streams of the archive, by channel then quality.</summary>
    public Task<IReadOnlyList<StreamId>> GetStreamsAsync(CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Audits and yields records.</summary>
    public IAsyncEnumerable<AuditRecord> AuditAsync(AuditRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Audits into memory.</summary>
    public Task<AuditReport> AuditToReportAsync(AuditRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Audits into a dataflow.</summary>
    public ISourceBlock<HourAudit> CreateAuditSource(AuditRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>Audits into a channel.</summary>
    public ChannelReader<HourAudit> ReadAudit(AuditRequest request, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <summary>The playable sequence of a range.</summary>
    public Task<SegmentSequence> SelectAsync(StreamId stream, TimeRange range, HolePolicy holes = HolePolicy.Allow, CancellationToken cancellationToken = default) => throw new NotSupportedException();

    /// <inheritdoc />
    public ValueTask DisposeAsync() => ValueTask.CompletedTask;
}
