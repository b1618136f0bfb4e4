using System.Text.Json;

namespace SegmentPipeline.Reports;

/// <summary>The data of a page: one JSON object, read by its script only, so its shape is no interface.</summary>
/// <remarks>Times are microseconds from the origin, a whole hour: whole numbers that JavaScript holds exactly, unless an archive spans 285
/// years. Everything but plain ASCII is escaped, and so is what could end a script or begin a tag.</remarks>
internal sealed class PageData(PageContent content, PageSegments segments, RecordFields fields)
{
    private const int FlushAtBytes = 64 * 1024;

    private readonly FindingParts[] _findings = [.. content.Findings.InOrder().Select(FindingParts.FromFinding)];
    private readonly Dictionary<StreamId, int> _names = [];

    /// <summary>Whether something is off: only then do spans have a number for it.</summary>
    private bool HasOff => content.Streams.Any(stream => stream.Microseconds.Off > 0);

    private Hour _origin;

    internal async Task WriteAsync(Stream stream, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(stream);
        await using var _ = json.ConfigureAwait(false);
        _origin = Earliest();
        json.WriteStartObject();
        WriteHead(json);
        json.WriteStartArray("streams"u8);
        for (var i = 0; i < content.Streams.Count; i++)
        {
            await WriteStreamAsync(json, content.Streams[i], content.Coverage.Lanes[i], cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteStartArray("findings"u8);
        foreach (var finding in _findings)
        {
            WriteFinding(json, finding);
            await DrainAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        WriteNames(json);
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static Task DrainAsync(Utf8JsonWriter json, CancellationToken cancellationToken) =>
        json.BytesPending < FlushAtBytes ? Task.CompletedTask : json.FlushAsync(cancellationToken);

    private Hour Earliest()
    {
        var starts = content.Streams.Select(stream => stream.Window?.Start).Concat(_findings.Select(finding => finding.Range?.Start))
            .Append(content.Header?.Start).OfType<Timestamp>().ToList();
        return starts.Count == 0 ? default : starts.Min().Hour;
    }

    private void WriteHead(Utf8JsonWriter json)
    {
        json.WriteNumber("originHour"u8, _origin.SinceEpoch);
        if (content.Header is { } header)
        {
            json.WriteString("version"u8, header.Version);
            if (fields == RecordFields.All) json.WriteString("root"u8, VisibleText.MakeVisible(header.Root));
            if (fields == RecordFields.All && header.Started is { } started) json.WriteString("started"u8, started.ToString());
            json.WriteNumber("toleranceMicroseconds"u8, header.Tolerance.Ticks / TimeSpan.TicksPerMicrosecond);
        }

        json.WriteBoolean("hasAllSegments"u8, segments.IsAll);
        if (HasOff) json.WriteBoolean("hasOff"u8, true);
        json.WriteNumber("stepMicroseconds"u8, content.Coverage.Step.Ticks / TimeSpan.TicksPerMicrosecond);
        if (content.Summary is { } summary) WriteSummary(json, summary);
        json.WriteStartObject("changes"u8);
        foreach (var (change, (count, microseconds)) in content.Changes)
        {
            json.WriteStartObject(RecordWords.WordOf(change));
            json.WriteNumber("count"u8, count);
            json.WriteNumber("microseconds"u8, microseconds);
            json.WriteEndObject();
        }

        json.WriteEndObject();
    }

    private void WriteSummary(Utf8JsonWriter json, SummaryRecord summary)
    {
        json.WriteStartObject("summary"u8);
        json.WriteNumber("hours"u8, summary.Hours);
        json.WriteBoolean("complete"u8, summary.Complete);
        json.WriteNumber("exit"u8, AuditOutcomes.RowOf(summary.Outcome).Number);
        if (fields == RecordFields.All) json.WriteNumber("elapsedMicroseconds"u8, summary.Elapsed.Ticks / TimeSpan.TicksPerMicrosecond);
        json.WriteEntries(summary.Entries);
        json.WriteMicroseconds(summary.Microseconds);
        json.WriteFindingCounts(summary.Findings);
        json.WriteEndObject();
    }

    private async Task WriteStreamAsync(Utf8JsonWriter json, StreamRecord stream, CoverageLane lane, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        json.WriteNumber("name"u8, NameOf(stream.Stream));
        if (stream.Window is { } window)
        {
            json.WriteNumber("start"u8, SinceOrigin(window.Start));
            json.WriteNumber("length"u8, window.Microseconds);
        }

        if (stream.LastEnd is { } last) json.WriteNumber("lastEnd"u8, SinceOrigin(last));
        json.WriteNumber("hours"u8, stream.Hours);
        json.WriteNumber("entries"u8, stream.Entries.Total);
        json.WriteMicroseconds(stream.Microseconds);
        json.WriteNumber("holes"u8, stream.Holes);
        json.WriteNumber("degraded"u8, stream.Degraded);
        json.WriteNumber("overlaps"u8, stream.Overlaps);
        json.WriteNumber("discontinuities"u8, stream.Discontinuities);
        json.WriteNumber("longestHole"u8, stream.LongestHole.Ticks / TimeSpan.TicksPerMicrosecond);
        json.WriteStartArray("spans"u8);
        var hasOff = HasOff;
        foreach (var span in lane.Spans)
        {
            WriteSpan(json, span, hasOff);
            await DrainAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        if (lane.Corrupt.Count > 0) WriteCorrupt(json, lane.Corrupt);
        await WriteSegmentsAsync(json, stream.Stream, cancellationToken).ConfigureAwait(false);
        json.WriteEndObject();
    }

    /// <summary>Two numbers without brackets: where a range starts, and how long it is.</summary>
    private void WriteCorrupt(Utf8JsonWriter json, IReadOnlyList<TimeRange> ranges)
    {
        json.WriteStartArray("corrupt"u8);
        foreach (var range in ranges)
        {
            json.WriteNumberValue(SinceOrigin(range.Start));
            json.WriteNumberValue(range.Microseconds);
        }

        json.WriteEndArray();
    }

    /// <summary>Three numbers without brackets: how long after the one before it starts, how long it is, and its class.</summary>
    private async Task WriteSegmentsAsync(Utf8JsonWriter json, StreamId stream, CancellationToken cancellationToken)
    {
        json.WriteStartArray("segments"u8);
        var previous = 0L;
        foreach (var segment in segments.InStream(stream))
        {
            var start = SinceOrigin(segment.Start);
            json.WriteNumberValue(start - previous);
            json.WriteNumberValue(segment.Duration.Ticks / TimeSpan.TicksPerMicrosecond);
            json.WriteNumberValue(segment.Kind switch { SegmentKind.Full => 0, SegmentKind.Suspect => 1, _ => 2 });
            previous = start;
            await DrainAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
    }

    /// <summary>Six numbers without brackets: where it starts, and how much of it is full, suspect, partial, missing and unknown; a seventh
    /// if something is off.</summary>
    private void WriteSpan(Utf8JsonWriter json, CoverageSpan span, bool hasOff)
    {
        json.WriteNumberValue(SinceOrigin(span.Range.Start));
        json.WriteNumberValue(span.Microseconds.Full);
        json.WriteNumberValue(span.Microseconds.Suspect);
        json.WriteNumberValue(span.Microseconds.Partial);
        json.WriteNumberValue(span.Microseconds.Missing);
        json.WriteNumberValue(span.Microseconds.Unknown);
        if (hasOff) json.WriteNumberValue(span.Microseconds.Off);
    }

    /// <summary>Type, stream, start, length, and two texts, each null where it has none; and where it came from, if that is
    /// known.</summary>
    private void WriteFinding(Utf8JsonWriter json, FindingParts finding)
    {
        json.WriteStartArray();
        json.WriteStringValue(finding.Type);
        if (finding.Stream is null) json.WriteNullValue();
        else json.WriteNumberValue(NameOf(finding.Stream));
        if (finding.Range is { } range)
        {
            json.WriteNumberValue(SinceOrigin(range.Start));
            json.WriteNumberValue(range.Microseconds);
        }
        else
        {
            json.WriteNullValue();
            json.WriteNullValue();
        }

        json.WriteStringValue(finding.First is null ? null : VisibleText.MakeVisible(finding.First));
        json.WriteStringValue(finding.Second is null ? null : VisibleText.MakeVisible(finding.Second));
        if (finding.Origin is { } origin) json.WriteStringValue(origin);
        json.WriteEndArray();
    }

    private void WriteNames(Utf8JsonWriter json)
    {
        json.WriteStartArray("names"u8);
        foreach (var stream in _names.Keys)
        {
            json.WriteStartArray();
            json.WriteStringValue(VisibleText.MakeVisible(stream.Channel));
            json.WriteStringValue(VisibleText.MakeVisible(stream.Quality));
            json.WriteEndArray();
        }

        json.WriteEndArray();
    }

    private int NameOf(StreamId stream)
    {
        if (!_names.TryGetValue(stream, out var number)) _names.Add(stream, number = _names.Count);
        return number;
    }

    private long SinceOrigin(Timestamp time) => time.MicrosecondsSince(_origin.Start);
}
