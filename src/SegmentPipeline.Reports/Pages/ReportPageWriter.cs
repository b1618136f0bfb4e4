namespace SegmentPipeline.Reports;

/// <summary>Writes one audit as one page of HTML that opens from disk, asks no network, and shows what is covered, and every finding that
/// fits.</summary>
/// <remarks>
/// Records may come one by one; the page is written when they are complete. Memory is bounded: of the findings the
/// <see cref="MostFindings"/> worst ones are kept (holes by length, then the others), of the coverage 200,000 spans, beyond which
/// neighbours are pooled. The page says how many it does not have. Names are text in it, whatever they contain: its own script and style
/// are the only ones that its content security policy lets run.
/// </remarks>
public sealed class ReportPageWriter : IRecordWriter
{
    /// <summary>How many findings a page has at most.</summary>
    /// <value>100,000.</value>
    public const int MostFindings = 100_000;

    /// <summary>How many single segments a page has at most.</summary>
    /// <value>100,000.</value>
    public const int MostSegments = 100_000;

    private const int MostSpans = 200_000;

    private readonly Stream _stream;
    private readonly RecordFields _fields;
    private readonly PageContent _content;
    private readonly PageSegments _segments;

    /// <summary>Makes a writer of one page.</summary>
    /// <param name="stream">Where to; it is not closed.</param>
    /// <param name="fields">Which fields: without clocks and absolute paths the same archive gives the same page.</param>
    /// <param name="select">Selects a range of a stream, as
    /// <see cref="SegmentArchive.SelectAsync(SelectionRequest, CancellationToken)"/> does, once the records are complete: so the map shows single segments, all of them if there are at most <see cref="MostSegments"/>, else those around the worst findings.
    /// Null for none but those that findings name.</param>
    public ReportPageWriter(
        Stream stream,
        RecordFields fields = RecordFields.All,
        Func<StreamId, TimeRange, Task<SegmentSequence>>? select = null)
        : this(
            stream,
            fields,
            new PageContent(new WorstFindings(MostFindings), new CoverageCollector(MostSpans)),
            new PageSegments(select, MostSegments)
        )
    { }

    internal ReportPageWriter(Stream stream, RecordFields fields, PageContent content, PageSegments segments)
    {
        ArgumentNullException.ThrowIfNull(stream);
        (_stream, _fields, _content, _segments) = (stream, fields, content, segments);
    }

    /// <summary>Keeps what the page needs of the next record; nothing is written yet.</summary>
    /// <param name="record">The record.</param>
    /// <param name="cancellationToken">Not looked at.</param>
    public ValueTask WriteAsync(AuditRecord record, CancellationToken cancellationToken = default)
    {
        ArgumentNullException.ThrowIfNull(record);
        _content.Add(record);
        return ValueTask.CompletedTask;
    }

    /// <summary>Writes the page. Call it once, last.</summary>
    /// <param name="cancellationToken">Stops waiting for the stream; the page is then broken.</param>
    public async ValueTask CompleteAsync(CancellationToken cancellationToken = default)
    {
        await _segments.CollectAsync(_content).ConfigureAwait(false);
        var template = PageTemplate.Load();
        await _stream.WriteAsync(template.BeforeData, cancellationToken).ConfigureAwait(false);
        await new PageData(_content, _segments, _fields).WriteAsync(_stream, cancellationToken).ConfigureAwait(false);
        await _stream.WriteAsync(template.AfterData, cancellationToken).ConfigureAwait(false);
        await _stream.FlushAsync(cancellationToken).ConfigureAwait(false);
    }
}
