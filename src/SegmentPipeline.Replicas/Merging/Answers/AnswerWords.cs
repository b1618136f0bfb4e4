using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>The words, times and figures of an audit's records, read without making text of them.</summary>
internal static class AnswerWords
{
    internal const string Header = "header";
    internal const string Hole = "hole";
    internal const string Degraded = "degraded";
    internal const string Unknown = "unknown";
    internal const string Off = "off";
    internal const string Unreadable = "unreadable";
    internal const string Stream = "stream";
    internal const string Summary = "summary";

    private const int MostTimeCharacters = 40;

    private static readonly string[] All =
    [
        Hole, Degraded, Unknown, Stream, Header, Unreadable, Summary, .. CoverageClasses.All.Select(row => row.Word),
    ];

    /// <summary>The word that a text is; null if it is none of them.</summary>
    internal static string? Known(ref Utf8JsonReader json)
    {
        foreach (var word in All)
        {
            if (json.ValueTextEquals(word)) return word;
        }

        return null;
    }

    /// <summary>The class that a word stands for; null if it stands for none.</summary>
    internal static CoverageClass? ClassOf(string? word)
    {
        foreach (var row in CoverageClasses.All)
        {
            if (row.Word == word) return row.Member;
        }

        return null;
    }

    /// <summary>The moment that a text names; null if it names none.</summary>
    internal static Timestamp? ReadTime(ref Utf8JsonReader json)
    {
        if (json.ValueSpan.Length > MostTimeCharacters) return null;
        Span<char> text = stackalloc char[MostTimeCharacters];
        var length = json.CopyString(text);
        return Timestamp.TryParse(text[..length], null, out var moment) ? moment : null;
    }

    /// <summary>The figures of the object that begins here. Those of classes that are not known are passed over.</summary>
    /// <exception cref="JsonException">One is no count.</exception>
    internal static ClassMicroseconds ReadClasses(ref Utf8JsonReader json)
    {
        var classes = default(ClassMicroseconds);
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            var row = RowOf(ref json);
            json.Read();
            if (row is null) json.Skip();
            else if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var count)) classes = row.WithCount(classes, count);
            else throw new JsonException($"the time of the class {row.Word} is no number");
        }

        return classes;
    }

    private static CountedWord<CoverageClass, ClassMicroseconds>? RowOf(ref Utf8JsonReader json)
    {
        foreach (var row in CoverageClasses.All)
        {
            if (json.ValueTextEquals(row.Word)) return row;
        }

        return null;
    }
}
