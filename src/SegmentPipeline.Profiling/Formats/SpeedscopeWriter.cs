using System.Text.Json;

namespace SegmentPipeline.Profiling;

/// <summary>Writes speedscope's own format: a table of frames, and a profile of type <c>sampled</c> for each thread. What has been written
/// of it is passed on every few kilobytes, so that a long profile is never held as text.
/// <para>TraceEvent has a writer too. Its frames carry parameters, each stack begins with the command line of the process, and it writes
/// files only.</para></summary>
internal static class SpeedscopeWriter
{
    private const int FlushBytes = 1 << 15;

    internal static async Task WriteAsync(SampledProfile profile, Stream destination, CancellationToken cancellationToken)
    {
        var json = new Utf8JsonWriter(destination);
        await using var _ = json.ConfigureAwait(false);
        json.WriteStartObject();
        json.WriteString("$schema", "https://www.speedscope.app/file-format-schema.json");
        json.WriteString("exporter", "SegmentPipeline.Profiling");
        json.WriteStartObject("shared");
        json.WriteStartArray("frames");
        foreach (var frame in profile.Stacks.Frames)
        {
            json.WriteStartObject();
            json.WriteString("name", frame.Name);
            if (frame.Assembly.Length > 0) json.WriteString("file", frame.Assembly);
            json.WriteEndObject();
            await PassOnAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteEndObject();
        json.WriteStartArray("profiles");
        foreach (var thread in profile.Threads) await WriteAsync(json, thread, profile.Stacks, cancellationToken).ConfigureAwait(false);
        json.WriteEndArray();
        json.WriteEndObject();
        await json.FlushAsync(cancellationToken).ConfigureAwait(false);
    }

    private static async Task WriteAsync(Utf8JsonWriter json, ThreadProfile thread, StackTree stacks, CancellationToken cancellationToken)
    {
        json.WriteStartObject();
        json.WriteString("type", "sampled");
        json.WriteString("name", thread.Name);
        json.WriteString("unit", "milliseconds");
        json.WriteNumber("startValue", thread.StartMilliseconds);
        json.WriteNumber("endValue", thread.StartMilliseconds + thread.Runs.Sum(run => run.Milliseconds));
        json.WriteStartArray("samples");
        foreach (var run in thread.Runs)
        {
            json.WriteStartArray();
            foreach (var frame in stacks.FramesOf(run.Stack)) json.WriteNumberValue(frame);
            json.WriteEndArray();
            await PassOnAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteStartArray("weights");
        foreach (var run in thread.Runs)
        {
            json.WriteNumberValue(run.Milliseconds);
            await PassOnAsync(json, cancellationToken).ConfigureAwait(false);
        }

        json.WriteEndArray();
        json.WriteEndObject();
    }

    private static Task PassOnAsync(Utf8JsonWriter json, CancellationToken cancellationToken) =>
        json.BytesPending < FlushBytes ? Task.CompletedTask : json.FlushAsync(cancellationToken);
}
