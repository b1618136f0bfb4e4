using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>Reads an answer from the records of an audit, one line after the other. A reader reads one answer.</summary>
/// <remarks>Source: semantics §10, formats “NDJSON”. Nothing that the lines say is believed before it fits what others say.</remarks>
internal sealed class AnswerReader(NodeAnswerSource source, AnswerBounds bounds)
{
    private readonly List<StreamAnswer> _streams = [];
    private readonly UnreadPlaces _unread = new();
    private List<AnswerSpan> _spans = [];
    private StreamId? _open;
    private Timestamp? _asOf;
    private int _spanCount;
    private bool _hasBegun;
    private (bool Complete, long Exit)? _end;

    /// <exception cref="FormatException">It is no answer.</exception>
    internal async Task<NodeAnswer> ReadAsync(Stream ndjson, CancellationToken cancellationToken)
    {
        var lines = new BoundedLines(ndjson, bounds.MostLineBytes, bounds.MostBytes);
        var line = new AnswerLine();
        while (await lines.ReadAsync(cancellationToken).ConfigureAwait(false) is { } bytes)
        {
            try
            {
                line.Read(bytes.Span);
                Add(line);
            }
            catch (Exception fault) when (fault is JsonException or InvalidOperationException or FormatException or OverflowException)
            {
                throw new FormatException($"the records of {source.Node} are none of an audit: line {lines.Number}: {fault.Message}", fault);
            }
        }

        return _end is { } end
            ? ToAnswer(end.Complete, end.Exit)
            : throw new FormatException($"the records of {source.Node} break off behind line {lines.Number}: there is no summary");
    }

    private void Add(AnswerLine line)
    {
        if (_end is not null) throw new FormatException("something stands behind the summary");
        if (!_hasBegun && line.Type != AnswerWords.Header) throw new FormatException("the first record is no header");
        switch (line.Type)
        {
            case AnswerWords.Header: Begin(line); break;
            case AnswerWords.Hole: AddSpan(line, CoverageClass.Missing); break;
            case AnswerWords.Degraded: AddSpan(line, DegradedClassOf(line)); break;
            case AnswerWords.Unknown: AddSpan(line, CoverageClass.Unknown); break;
            case AnswerWords.Off: AddSpan(line, CoverageClass.Off); break;
            case AnswerWords.Unreadable: _unread.Add(line.Path, line.Cause); break;
            case AnswerWords.Stream: EndStream(line); break;
            case AnswerWords.Summary: End(line); break;
            default: break;
        }
    }

    private void Begin(AnswerLine line)
    {
        if (_hasBegun) throw new FormatException("there is a second header");
        if (line.Number != 1) throw new FormatException($"the records have the schema {line.Number}; this program reads 1");
        (_hasBegun, _asOf) = (true, line.Started);
    }

    private void AddSpan(AnswerLine line, CoverageClass @class)
    {
        var stream = line.Stream ?? throw new FormatException("a range has no stream");
        if (line.Start is not { } start || line.End is not { } end || end <= start)
            throw new FormatException($"a range of {stream} has no start and end");
        if (line.Length != end.MicrosecondsSince(start)) throw new FormatException($"a range of {stream} has another length than it says");
        if (_open is { } open && open != stream) throw new FormatException($"{open} has ranges but no record 'stream'");
        if (_spans.Count > 0 && start < _spans[^1].Range.End) throw new FormatException($"ranges of {stream} overlap, or are out of order");
        bounds.CheckSpans(++_spanCount);
        _open = stream;
        _spans.Add(new AnswerSpan { Range = new TimeRange(start, end), Class = @class });
    }

    private void EndStream(AnswerLine line)
    {
        var stream = line.Stream ?? throw new FormatException("a record 'stream' has no stream");
        if (_open is { } open && open != stream) throw new FormatException($"{open} has ranges but no record 'stream'");
        if (line.HasOddTime || line.Start is null != line.End is null || line.End < line.Start) throw new FormatException($"the window of {stream} is none");
        var answer = new StreamAnswer
        {
            Stream = stream,
            Window = line.Start is { } start ? new TimeRange(start, line.End!.Value) : null,
            Spans = _spans,
        };
        if (AnswerRules.FaultOf(answer, _streams.Count > 0 ? _streams[^1] : null) is { } fault) throw new FormatException(fault);
        if (line.Classes != ClassesOf(answer)) throw new FormatException($"the ranges of {stream} do not add up to what it says");
        _streams.Add(answer);
        bounds.CheckStreams(_streams.Count);
        (_open, _spans) = (null, []);
    }

    private void End(AnswerLine line)
    {
        if (line.Complete is not { } complete || line.Number is not { } exit) throw new FormatException("the summary does not say how it ended");
        if (complete && _open is { } open) throw new FormatException($"{open} has ranges but no record 'stream'");
        _end = (complete, exit);
    }

    private NodeAnswer ToAnswer(bool complete, long exit) => new()
    {
        Node = source.Node,
        Archive = source.Archive,
        Run = source.Run,
        AsOf = _asOf,
        Settle = source.Settle,
        Complete = complete,
        Cause = complete ? null : _unread.ToText() ?? $"its audit did not run to its end: {WordsOf(exit)}",
        Streams = _streams,
    };

    private static string WordsOf(long exit) => AuditOutcomes.RowOf(AuditOutcomes.FromNumber(exit)).Description;

    private static CoverageClass DegradedClassOf(AnswerLine line) => line.Class is CoverageClass.Suspect or CoverageClass.Partial
        ? line.Class.Value
        : throw new FormatException("a degraded range is neither suspect nor partial");

    private static ClassMicroseconds ClassesOf(StreamAnswer answer)
    {
        var classes = default(ClassMicroseconds);
        foreach (var span in answer.Spans) classes = classes.With(span.Class, span.Range.Microseconds);
        return classes with { Full = (answer.Window?.Microseconds ?? 0) - classes.Total };
    }
}
