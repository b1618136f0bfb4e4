using System.Text.Json;

namespace SegmentPipeline.Ledger;

/// <summary>Runs and holes as JSON objects, wherever they are written. Fields are only ever added.</summary>
public static class LedgerJson
{
    /// <summary>Writes a run, with its streams, as one object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="run">The run.</param>
    public static void WriteRun(Utf8JsonWriter json, LedgerRun run)
    {
        ArgumentNullException.ThrowIfNull(run);
        BeginRun(json, run);
        foreach (var stream in run.Streams) WriteStream(json, stream);
        EndRun(json);
    }

    /// <summary>Writes a run up to its streams, which <see cref="WriteStream"/> writes one by one before <see cref="EndRun"/>.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="run">The run.</param>
    public static void BeginRun(Utf8JsonWriter json, LedgerRun run)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(run);
        json.WriteStartObject();
        json.WriteNumber("run", run.Id);
        json.WriteString("kind", RunTable.Word(run.Kind));
        json.WriteString("started", run.Started.ToString());
        WriteTime(json, "ended", run.Ended);
        json.WriteString("status", run.Status.ToString().ToLowerInvariant());
        WriteNumber(json, "exit", run.Outcome is { } outcome ? AuditOutcomes.RowOf(outcome).Number : null);
        if (run.Kind == LedgerRunKind.Audit) WriteAudit(json, run);
        if (run.Fill is { } fill) WriteFill(json, fill);
        if (run.Verification is { } verification) WriteVerification(json, verification);
        json.WriteStartArray("streams");
    }

    private static void WriteFill(Utf8JsonWriter json, LedgerFill fill)
    {
        json.WriteNumber("wanted", fill.Wanted);
        json.WriteNumber("published", fill.Published);
        json.WriteNumber("tombstones", fill.Tombstones);
        json.WriteNumber("mismatches", fill.Mismatches);
        json.WriteNumber("unfillable", fill.Unfillable);
        json.WriteNumber("bytes", fill.Bytes);
        json.WriteNumber("holesClosedMicroseconds", fill.HolesClosedMicroseconds);
        json.WriteNumber("sourceCount", fill.SourceCount);
        json.WriteNumber("replaced", fill.Replaced);
        json.WriteStartArray("sources");
        foreach (var source in fill.Sources)
        {
            json.WriteStartObject();
            json.WriteString("channel", source.Stream.Channel);
            json.WriteString("quality", source.Stream.Quality);
            WriteTime(json, "start", source.Range.Start);
            WriteTime(json, "end", source.Range.End);
            json.WriteString("replica", source.Replica);
            json.WriteNumber("segments", source.Segments);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    private static void WriteVerification(Utf8JsonWriter json, LedgerVerification verification)
    {
        json.WriteString("level", RecordWords.WordOf(verification.Level));
        json.WriteNumber("files", verification.Files);
        json.WriteNumber("checked", verification.Checked);
        json.WriteNumber("bytes", verification.Bytes);
        json.WriteNumber("corrupt", verification.Corrupt);
        json.WriteNumber("unreadable", verification.Unreadable);
        json.WriteNumber("vanished", verification.Vanished);
        json.WriteNumber("notChecked", verification.NotChecked);
    }

    /// <summary>Writes a corrupt file and its life span as one object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="corrupt">The file.</param>
    public static void WriteCorrupt(Utf8JsonWriter json, LedgerCorrupt corrupt)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(corrupt);
        json.WriteStartObject();
        CorruptFileJson.Write(json, corrupt.File);
        json.WriteString("state", corrupt.Closed is null ? "open" : "closed");
        json.WriteNumber("firstRun", corrupt.FirstRun);
        WriteTime(json, "firstSeen", corrupt.FirstSeen);
        json.WriteNumber("lastRun", corrupt.LastRun);
        WriteTime(json, "lastSeen", corrupt.LastSeen);
        WriteNumber(json, "closedRun", corrupt.ClosedRun);
        WriteTime(json, "closed", corrupt.Closed);
        WriteTime(json, "replaced", corrupt.Replaced);
        json.WriteString("replacedFrom", corrupt.ReplacedFrom);
        json.WriteEndObject();
    }

    private static void WriteAudit(Utf8JsonWriter json, LedgerRun run)
    {
        WriteNumber(json, "base", run.BaseRun);
        WriteTime(json, "windowStart", run.WindowStart);
        WriteTime(json, "windowEnd", run.WindowEnd);
        json.WriteNumber("hoursTotal", run.HoursTotal);
        json.WriteNumber("hoursRead", run.HoursRead);
        json.WriteNumber("hoursRecalled", run.HoursRecalled);
        json.WriteNumber("hoursChecked", run.HoursChecked);
        json.WriteNumber("nameBytes", run.NameBytes);
        json.WriteString("cursor", run.Cursor);
        json.WriteNumber("entries", run.Entries.Total);
        WriteMicroseconds(json, run.Microseconds);
        WriteFindings(json, run.Findings);
        WriteDeltas(json, run.Deltas);
        json.WriteString("digest", run.Digest);
        json.WriteString("previous", run.Previous);
        json.WriteStartArray("reports");
        foreach (var report in run.Reports)
        {
            json.WriteStartObject();
            json.WriteString("path", report.Path);
            json.WriteNumber("bytes", report.Bytes);
            json.WriteString("sha256", report.Sha256);
            json.WriteEndObject();
        }

        json.WriteEndArray();
    }

    /// <summary>Ends the run that <see cref="BeginRun"/> began.</summary>
    /// <param name="json">Where to.</param>
    public static void EndRun(Utf8JsonWriter json)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteEndArray();
        json.WriteEndObject();
    }

    /// <summary>Writes a stream of a run.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="stream">The stream.</param>
    public static void WriteStream(Utf8JsonWriter json, LedgerStreamRun stream)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(stream);
        var figures = stream.Figures;
        json.WriteStartObject();
        json.WriteString("channel", figures.Stream.Channel);
        json.WriteString("quality", figures.Stream.Quality);
        WriteTime(json, "start", figures.Window?.Start);
        WriteTime(json, "end", figures.Window?.End);
        json.WriteNumber("hours", figures.Hours);
        json.WriteNumber("entries", figures.Entries.Total);
        WriteMicroseconds(json, figures.Microseconds);
        json.WriteNumber("holes", figures.Holes);
        json.WriteNumber("degraded", figures.Degraded);
        json.WriteNumber("overlaps", figures.Overlaps);
        json.WriteNumber("discontinuities", figures.Discontinuities);
        WriteDeltas(json, stream.Deltas);
        if (stream.Expectation is { } expectation) WriteExpectation(json, expectation);
        json.WriteEndObject();
    }

    /// <summary>What was expected of a stream in that run; of others there is no such field.</summary>
    private static void WriteExpectation(Utf8JsonWriter json, ExpectationRecord expectation)
    {
        json.WriteStartObject("expectation");
        json.WriteNumber("microseconds", expectation.ExpectedMicroseconds);
        json.WriteNumber("ranges", expectation.Ranges);
        json.WriteString("source", expectation.Source);
        json.WriteString("digest", expectation.Digest);
        json.WriteEndObject();
    }

    /// <summary>Writes a hole, or another finding that has a range, and its life span as one object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="hole">The hole.</param>
    public static void WriteHole(Utf8JsonWriter json, LedgerFinding hole)
    {
        ArgumentNullException.ThrowIfNull(json);
        ArgumentNullException.ThrowIfNull(hole);
        json.WriteStartObject();
        json.WriteString("channel", hole.Stream?.Channel);
        json.WriteString("quality", hole.Stream?.Quality);
        WriteTime(json, "start", hole.Range?.Start);
        WriteTime(json, "end", hole.Range?.End);
        WriteNumber(json, "microseconds", hole.Range?.Microseconds);
        json.WriteString("state", hole.State.ToString().ToLowerInvariant());
        json.WriteNumber("firstRun", hole.FirstRun);
        WriteTime(json, "firstSeen", hole.FirstSeen);
        json.WriteNumber("lastRun", hole.LastRun);
        WriteTime(json, "lastSeen", hole.LastSeen);
        WriteNumber(json, "closedRun", hole.ClosedRun);
        WriteTime(json, "closed", hole.Closed);
        if (hole.Cause is { } cause) json.WriteString("cause", cause);
        if (hole.Verdict is { } verdict) WriteVerdict(json, verdict);
        json.WriteEndObject();
    }

    private static void WriteVerdict(Utf8JsonWriter json, LedgerVerdict verdict)
    {
        json.WriteStartObject("verdict");
        WriteTime(json, "compared", verdict.Compared);
        json.WriteStartObject("microseconds");
        foreach (var (word, microseconds) in verdict.Figures) json.WriteNumber(LedgerVerdict.WordOf(word), microseconds);
        json.WriteEndObject();
        WriteNames(json, "replicas", verdict.Replicas);
        WriteNames(json, "qualities", verdict.Qualities);
        json.WriteEndObject();
    }

    private static void WriteNames(Utf8JsonWriter json, string field, IReadOnlyList<string> names)
    {
        json.WriteStartArray(field);
        foreach (var name in names) json.WriteStringValue(name);
        json.WriteEndArray();
    }

    private static void WriteMicroseconds(Utf8JsonWriter json, ClassMicroseconds microseconds)
    {
        json.WriteStartObject("microseconds");
        foreach (var row in CoverageClasses.All)
        {
            var time = row.CountIn(microseconds);
            if (time != 0 || !row.IsRare) json.WriteNumber(row.Word, time);
        }

        json.WriteEndObject();
    }

    private static void WriteFindings(Utf8JsonWriter json, FindingCounts findings)
    {
        json.WriteStartObject("findings");
        foreach (var type in FindingTypes.All) json.WriteNumber(type.Word, type.CountIn(findings));
        json.WriteEndObject();
    }

    /// <summary>Writes how a run differs from the one before, as the field <c>deltas</c> of an object.</summary>
    /// <param name="json">Where to.</param>
    /// <param name="deltas">The counts.</param>
    public static void WriteDeltas(Utf8JsonWriter json, DeltaCounts deltas)
    {
        ArgumentNullException.ThrowIfNull(json);
        json.WriteStartObject("deltas");
        json.WriteNumber("new", deltas.New);
        json.WriteNumber("grown", deltas.Grown);
        json.WriteNumber("shrunk", deltas.Shrunk);
        json.WriteNumber("healed", deltas.Healed);
        json.WriteNumber("lost", deltas.Lost);
        json.WriteNumber("lostMicroseconds", deltas.LostMicroseconds);
        json.WriteNumber("corrupted", deltas.Corrupted);
        json.WriteNumber("mended", deltas.Mended);
        if (deltas.Excused > 0) json.WriteNumber("excused", deltas.Excused);
        json.WriteEndObject();
    }

    private static void WriteTime(Utf8JsonWriter json, string name, Timestamp? time) => json.WriteString(name, time?.ToString());

    private static void WriteNumber(Utf8JsonWriter json, string name, long? number)
    {
        if (number is { } value) json.WriteNumber(name, value);
        else json.WriteNull(name);
    }
}
