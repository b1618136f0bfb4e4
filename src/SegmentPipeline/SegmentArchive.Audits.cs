using System.Runtime.CompilerServices;
using System.Runtime.ExceptionServices;
using System.Threading.Channels;
using System.Threading.Tasks.Dataflow;

namespace SegmentPipeline;

public sealed partial class SegmentArchive
{
    /// <summary>Audits the archive and gives the records one by one, in the order of the report, while the archive is being read.</summary>
    /// <param name="request">What to audit.</param>
    /// <param name="context">What the audit is done with; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the audit within one hour directory.</param>
    /// <returns>
    /// The records: a header; for each stream its findings by start and its figures; a summary. Memory is bounded: a slow reader slows the
    /// disk reads. A caller that leaves the loop early stops the audit. If the audit fails or is cancelled after the hours are known, a
    /// header still comes first and a summary last, with <see cref="SummaryRecord.Complete"/> false; then the exception follows.
    /// </returns>
    /// <exception cref="ArgumentException">The request or the context breaks rules; the message names all of them.</exception>
    /// <exception cref="StreamNotFoundException">A channel or quality asked for does not exist.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, is not an archive, or the figures do not balance.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public IAsyncEnumerable<AuditRecord> AuditAsync(
        AuditRequest request,
        AuditContext? context = null,
        CancellationToken cancellationToken = default)
    {
        context ??= new AuditContext();
        Check(request, context);
        return EnumerateAsync(request, context, cancellationToken);
    }

    /// <inheritdoc cref="AuditAsync(AuditRequest, AuditContext?, CancellationToken)" />
    public IAsyncEnumerable<AuditRecord> AuditAsync(AuditRequest request, CancellationToken cancellationToken) =>
        AuditAsync(request, null, cancellationToken);

    /// <summary>Audits the archive into one report in memory.</summary>
    /// <param name="request">What to audit.</param>
    /// <param name="context">What the audit is done with; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the audit within one hour directory.</param>
    /// <returns>The report. Its size grows with the findings, not with the archive.</returns>
    /// <exception cref="ArgumentException">The request or the context breaks rules; the message names all of them.</exception>
    /// <exception cref="StreamNotFoundException">A channel or quality asked for does not exist.</exception>
    /// <exception cref="AuditFailedException">The root cannot be read, is not an archive, or the figures do not balance.</exception>
    /// <exception cref="OperationCanceledException">The caller cancelled.</exception>
    public async Task<AuditReport> AuditToReportAsync(
        AuditRequest request,
        AuditContext? context = null,
        CancellationToken cancellationToken = default)
    {
        var records = new List<AuditRecord>();
        await foreach (var record in AuditAsync(request, context, cancellationToken).ConfigureAwait(false)) records.Add(record);
        return new AuditReport
        {
            Header = records.OfType<HeaderRecord>().Single(),
            Findings = records.OfType<Finding>().ToList(),
            Hours = records.OfType<HourRecord>().ToList(),
            Streams = records.OfType<StreamRecord>().ToList(),
            Summary = records.OfType<SummaryRecord>().Single(),
        };
    }

    /// <inheritdoc cref="AuditToReportAsync(AuditRequest, AuditContext?, CancellationToken)" />
    public Task<AuditReport> AuditToReportAsync(AuditRequest request, CancellationToken cancellationToken) =>
        AuditToReportAsync(request, null, cancellationToken);

    /// <summary>Starts an audit whose steps a host links into its own dataflow.</summary>
    /// <param name="request">What to audit.</param>
    /// <param name="context">What the audit is done with; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the audit within one hour directory.</param>
    /// <returns>
    /// A source of the audit's steps, in order; the records of all steps together are what
    /// <see cref="AuditAsync(AuditRequest, AuditContext?, CancellationToken)"/> gives. The source is bounded: the audit waits until its
    /// steps are taken. The source completes after the summary, and faults if the audit fails or is cancelled, so link it with
    /// <c>PropagateCompletion</c>. When the last block that was linked to the source has ended or faulted, the audit stops, and the source
    /// faults with the exception of that block. A host that unlinks the source and takes no more steps must cancel the audit; else the
    /// audit waits for ever.
    /// </returns>
    /// <exception cref="ArgumentException">The request or the context breaks rules; the message names all of them.</exception>
    public ISourceBlock<ReportStep> CreateAuditSource(
        AuditRequest request,
        AuditContext? context = null,
        CancellationToken cancellationToken = default)
    {
        context ??= new AuditContext();
        Check(request, context);
        return Start(request, context, out _, cancellationToken).ToSource(2 * context.Parallelism);
    }

    /// <inheritdoc cref="CreateAuditSource(AuditRequest, AuditContext?, CancellationToken)" />
    public ISourceBlock<ReportStep> CreateAuditSource(AuditRequest request, CancellationToken cancellationToken) =>
        CreateAuditSource(request, null, cancellationToken);

    /// <summary>Starts an audit whose steps a host reads from a channel.</summary>
    /// <param name="request">What to audit.</param>
    /// <param name="context">What the audit is done with; null for the defaults.</param>
    /// <param name="cancellationToken">Stops the audit within one hour directory.</param>
    /// <returns>
    /// A bounded channel of the audit's steps, in order; the records of all steps together are what
    /// <see cref="AuditAsync(AuditRequest, AuditContext?, CancellationToken)"/> gives. The channel completes after the summary, or with the
    /// exception that <see cref="AuditAsync(AuditRequest, AuditContext?, CancellationToken)"/> would throw. A host that no longer reads
    /// must cancel the audit; else the audit waits for ever.
    /// </returns>
    /// <exception cref="ArgumentException">The request or the context breaks rules; the message names all of them.</exception>
    public ChannelReader<ReportStep> CreateAuditChannel(
        AuditRequest request,
        AuditContext? context = null,
        CancellationToken cancellationToken = default)
    {
        context ??= new AuditContext();
        Check(request, context);
        var channel = Channel.CreateBounded<ReportStep>(
            new BoundedChannelOptions(2 * context.Parallelism) { SingleReader = false, SingleWriter = true });
        _ = PumpAsync(Start(request, context, out _, cancellationToken), channel.Writer, cancellationToken);
        return channel.Reader;
    }

    /// <inheritdoc cref="CreateAuditChannel(AuditRequest, AuditContext?, CancellationToken)" />
    public ChannelReader<ReportStep> CreateAuditChannel(AuditRequest request, CancellationToken cancellationToken) =>
        CreateAuditChannel(request, null, cancellationToken);

    private static async Task PumpAsync(AuditGraph graph, ChannelWriter<ReportStep> writer, CancellationToken cancellationToken)
    {
        try
        {
            await foreach (var step in graph.ReadAllAsync().ConfigureAwait(false))
            {
                await writer.WriteAsync(step, cancellationToken).ConfigureAwait(false);
            }

            writer.Complete();
        }
        catch (Exception exception)
        {
            writer.Complete(exception);
        }
    }

    private async IAsyncEnumerable<AuditRecord> EnumerateAsync(
        AuditRequest request, AuditContext context, [EnumeratorCancellation] CancellationToken cancellationToken)
    {
        var steps = Start(request, context, out var report, cancellationToken).ReadAllAsync().GetAsyncEnumerator(CancellationToken.None);
        await using var _ = steps.ConfigureAwait(false);
        ExceptionDispatchInfo? failure = null;
        var hasBegun = false;
        while (failure is null)
        {
            try
            {
                if (!await steps.MoveNextAsync().ConfigureAwait(false)) yield break;
            }
            catch (Exception exception)
            {
                failure = ExceptionDispatchInfo.Capture(exception);
                break;
            }

            hasBegun = true;
            foreach (var record in steps.Current.Records) yield return record;
        }

        var outcome = failure!.SourceException is OperationCanceledException ? AuditOutcome.Interrupted : AuditOutcome.Failed;
        if (hasBegun) yield return report.Summary(isComplete: false, outcome);
        failure.Throw();
    }

    private AuditGraph Start(AuditRequest request, AuditContext context, out ReportStage report, CancellationToken cancellationToken)
    {
        var clock = context.TimeProvider ?? _clock;
        report = new ReportStage(Root, request, clock);
        var full = context with { TimeProvider = clock, Digests = context.KeepsDigests && !IsRemote ? _digests : null };
        return new AuditGraph(_store, request, full, report, cancellationToken);
    }

    private AuditRequest Check(AuditRequest request) => Check(request, new AuditContext());

    private AuditRequest Check(AuditRequest request, AuditContext context)
    {
        ArgumentNullException.ThrowIfNull(request);
        ArgumentNullException.ThrowIfNull(context);
        ObjectDisposedException.ThrowIf(_isDisposed, this);
        List<string> faults = [.. request.Validate(), .. context.Validate()];
        return faults.Count == 0 ? request : throw new ArgumentException(string.Join("; ", faults), nameof(request));
    }
}
