using System.Text.Json;

namespace SegmentPipeline.Scheduling;

/// <summary>Writes an archive of a schedule as the host's <c>/api/archives/NAME</c> answers.</summary>
public sealed class ArchiveStatusJsonConverter : WrittenJsonConverter<ArchiveStatus>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, ArchiveStatus value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        writer.WriteStartObject();
        writer.WriteString("name"u8, value.Name);
        writer.WriteString("root"u8, value.Root);
        writer.WriteString("activity"u8, JsonNamingPolicy.KebabCaseLower.ConvertName(value.Activity.ToString()));
        writer.WriteString("since"u8, value.Since?.ToString());
        writer.WriteNumber("hoursDone"u8, value.Progress.HoursDone);
        writer.WriteNumber("hoursTotal"u8, value.Progress.HoursTotal);
        writer.WriteString("due"u8, value.Due?.ToString());
        writer.WritePropertyName("lastRun"u8);
        if (value.LastRun is { } run) PastRunJsonConverter.Write(writer, run);
        else writer.WriteNullValue();
        writer.WriteEndObject();
    }
}

/// <summary>Writes how a run ended, as the field <c>lastRun</c> of an archive.</summary>
public sealed class PastRunJsonConverter : WrittenJsonConverter<PastRun>
{
    /// <inheritdoc />
    public override void Write(Utf8JsonWriter writer, PastRun value, JsonSerializerOptions options)
    {
        ArgumentNullException.ThrowIfNull(writer);
        ArgumentNullException.ThrowIfNull(value);
        Write(writer, value);
    }

    internal static void Write(Utf8JsonWriter writer, PastRun run)
    {
        writer.WriteStartObject();
        writer.WriteString("start"u8, run.Start.ToString());
        writer.WriteString("end"u8, run.End?.ToString());
        if (run.Outcome is { } outcome) writer.WriteNumber("exit"u8, AuditOutcomes.RowOf(outcome).Number);
        else writer.WriteNull("exit"u8);
        writer.WriteString("failure"u8, run.Failure);
        writer.WriteEndObject();
    }
}
