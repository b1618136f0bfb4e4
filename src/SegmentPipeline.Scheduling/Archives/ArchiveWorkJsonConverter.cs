using System.Text.Json;
using SegmentPipeline.Ledger;
using SegmentPipeline.Replicas;

namespace SegmentPipeline.Scheduling;

/// <summary>Writes what is done about an archive as the host's <c>/api/archives/NAME/work</c> answers. A plan has an address of its own:
/// here is only when it was made.</summary>
public sealed class ArchiveWorkJsonConverter : WrittenJsonConverter<ArchiveWork>
{
    private static readonly CopyRecordJsonConverter Records = new();

    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ArchiveWork value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("name"u8, value.Name);
        writer.WritePropertyName("verification"u8);
        if (value.Verification is { } verification) Write(writer, verification);
        else writer.WriteNullValue();
        writer.WritePropertyName("filling"u8);
        if (value.Filling is { } filling) Write(writer, filling, options);
        else writer.WriteNullValue();
        writer.WriteString("compared"u8, value.Compared?.ToString());
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, VerificationStatus status)
    {
        var progress = status.Progress;
        writer.WriteStartObject();
        writer.WriteString("activity"u8, WordOf(status.Activity));
        writer.WriteString("since"u8, status.Since?.ToString());
        writer.WriteNumber("files"u8, progress.Files);
        writer.WriteNumber("bytes"u8, progress.Bytes);
        if (progress.BytesTotal is { } total) writer.WriteNumber("bytesTotal"u8, total);
        else writer.WriteNull("bytesTotal"u8);
        writer.WriteNumber("corrupt"u8, progress.Corrupt);
        writer.WriteString("due"u8, status.Due?.ToString());
        writer.WriteString("failure"u8, status.Failure);
        writer.WritePropertyName("last"u8);
        if (status.Last is { } last) Write(writer, last);
        else writer.WriteNullValue();
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, LedgerRun run)
    {
        var figures = run.Verification ?? new LedgerVerification();
        writer.WriteStartObject();
        writer.WriteString("start"u8, run.Started.ToString());
        writer.WriteString("end"u8, run.Ended?.ToString());
        writer.WriteString("status"u8, WordOf(run.Status));
        writer.WriteNumber("files"u8, figures.Files);
        writer.WriteNumber("checked"u8, figures.Checked);
        writer.WriteNumber("bytes"u8, figures.Bytes);
        writer.WriteNumber("corrupt"u8, figures.Corrupt);
        writer.WriteNumber("unreadable"u8, figures.Unreadable);
        writer.WriteEndObject();
    }

    private static void Write(Utf8JsonWriter writer, FillingStatus status, JsonSerializerOptions options)
    {
        writer.WriteStartObject();
        writer.WriteString("activity"u8, WordOf(status.Activity));
        writer.WriteString("asked"u8, status.Asked == FillActivity.Idle ? null : WordOf(status.Asked));
        writer.WriteString("since"u8, status.Since?.ToString());
        writer.WriteNumber("hours"u8, status.Progress.Hours);
        writer.WriteNumber("wanted"u8, status.Progress.Wanted);
        writer.WriteNumber("done"u8, status.Progress.Done);
        writer.WriteNumber("bytes"u8, status.Progress.Bytes);
        writer.WriteBoolean("onlyWhenAsked"u8, status.OnlyWhenAsked);
        writer.WriteString("next"u8, status.Next?.ToString());
        writer.WriteString("failure"u8, status.Failure);
        writer.WriteString("ended"u8, status.Ended?.ToString());
        writer.WritePropertyName("last"u8);
        if (status.Last is { } last) Records.Write(writer, last, options);
        else writer.WriteNullValue();
        writer.WriteString("planned"u8, status.Plan?.Made.ToString());
        writer.WriteString("planFailure"u8, status.PlanFailure);
        writer.WriteEndObject();
    }

    private static string WordOf<T>(T value)
        where T : struct, Enum =>
        JsonNamingPolicy.KebabCaseLower.ConvertName(value.ToString());
}
