using System.Text.Json;

namespace SegmentPipeline.Cli;

/// <summary>The report of a verification, as far as it tells where the encoder began anew.</summary>
internal static class VerifiedSessions
{
    private const int MostLineCharacters = 1 << 20;

    /// <summary>Where the encoder began anew, as a verification has told it.</summary>
    /// <exception cref="UsageException">It is no such report.</exception>
    internal static IReadOnlyList<(StreamId Stream, TimeRange Range)> Read(string file)
    {
        var sessions = new List<(StreamId, TimeRange)>();
        var number = 0;
        try
        {
            foreach (var line in File.ReadLines(file))
            {
                number++;
                if (line.Length > MostLineCharacters) throw new FormatException("the line is too long");
                using var record = JsonDocument.Parse(line);
                if (SessionOf(record.RootElement) is { } session) sessions.Add(session);
            }
        }
        catch (Exception fault)
            when (fault is JsonException or FormatException or KeyNotFoundException or InvalidOperationException or ArgumentException)
        {
            throw new UsageException($"--verified: {file}, line {number}: it is no record of a verification: {fault.Message}");
        }
        catch (Exception fault) when (fault is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"--verified: cannot read {file}: {fault.Message}");
        }

        return sessions;
    }

    private static (StreamId Stream, TimeRange Range)? SessionOf(JsonElement record)
    {
        if (record.GetProperty("type").GetString() != "restart") return null;
        var stream = new StreamId(TextOf("channel"), TextOf("quality"));
        return (stream, TimeRange.Unordered(Timestamp.Parse(TextOf("start")), Timestamp.Parse(TextOf("end"))));

        string TextOf(string name) => record.GetProperty(name).GetString() ?? throw new FormatException($"{name} is null");
    }
}
