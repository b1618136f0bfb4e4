using System.Globalization;

namespace SegmentPipeline.Expectations.Tests;

/// <summary>A directory of files of schedules, for one test.</summary>
internal sealed class ExpectationFiles : IDisposable
{
    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pipeline-expect-");
    private int _count;

    internal string Path => _directory.FullName;

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>Writes a file.</summary>
    /// <returns>Its path.</returns>
    internal string Write(string content, string ending)
    {
        var path = System.IO.Path.Combine(Path, string.Create(CultureInfo.InvariantCulture, $"{_count++}.{ending}"));
        File.WriteAllText(path, content);
        return path;
    }

    /// <summary>Writes a calendar of events.</summary>
    internal string WriteCalendar(params string[] events) =>
        Write($"BEGIN:VCALENDAR\r\nVERSION:2.0\r\nPRODID:-//test//EN\r\n{string.Join("\r\n", events)}\r\nEND:VCALENDAR\r\n", "ics");

    /// <summary>The text of an event.</summary>
    internal static string Event(params string[] lines) => $"BEGIN:VEVENT\r\nUID:1\r\n{string.Join("\r\n", lines)}\r\nEND:VEVENT";
}
