using System.Text.Json;

namespace SegmentPipeline.Replicas;

/// <summary>The fields of one record of an audit that say something of coverage. What a record does not have, or has otherwise than
/// records have it, is null.</summary>
internal sealed class AnswerLine
{
    private string _channel = "";
    private string _quality = "";
    private StreamId? _stream;

    /// <summary>Null: something that is not known.</summary>
    internal string? Type { get; private set; }

    internal StreamId? Stream { get; private set; }

    internal Timestamp? Start { get; private set; }

    internal Timestamp? End { get; private set; }

    /// <summary>Whether a start or an end is written that is no time of the years 0001 to 9999.</summary>
    internal bool HasOddTime { get; private set; }

    internal Timestamp? Started { get; private set; }

    /// <summary>Of a range.</summary>
    internal long? Length { get; private set; }

    /// <summary>Of a stream or the summary.</summary>
    internal ClassMicroseconds? Classes { get; private set; }

    internal CoverageClass? Class { get; private set; }

    internal bool? Complete { get; private set; }

    internal long? Number { get; private set; }

    internal string? Path { get; private set; }

    internal string? Cause { get; private set; }

    /// <summary>Reads a line.</summary>
    /// <exception cref="JsonException">It is no JSON object.</exception>
    /// <exception cref="InvalidOperationException">A text in it is none.</exception>
    internal void Read(ReadOnlySpan<byte> line)
    {
        Clear();
        var json = new Utf8JsonReader(line);
        if (!json.Read() || json.TokenType != JsonTokenType.StartObject) throw new JsonException("no JSON object");
        string? channel = null;
        string? quality = null;
        while (json.Read() && json.TokenType == JsonTokenType.PropertyName)
        {
            if (json.ValueTextEquals("channel"u8)) channel = Name(ref json, _channel);
            else if (json.ValueTextEquals("quality"u8)) quality = Name(ref json, _quality);
            else ReadField(ref json);
        }

        if (json.Read()) throw new JsonException("more than one value");
        Stream = StreamOf(channel, quality);
    }

    private void Clear()
    {
        Type = Path = Cause = null;
        Stream = null;
        Start = End = Started = null;
        HasOddTime = false;
        Length = Number = null;
        Classes = null;
        Class = null;
        Complete = null;
    }

    private void ReadField(ref Utf8JsonReader json)
    {
        if (json.ValueTextEquals("type"u8)) Type = Word(ref json);
        else if (json.ValueTextEquals("start"u8)) Start = Time(ref json);
        else if (json.ValueTextEquals("end"u8)) End = Time(ref json);
        else if (json.ValueTextEquals("started"u8)) Started = Time(ref json);
        else if (json.ValueTextEquals("microseconds"u8)) ReadMicroseconds(ref json);
        else if (json.ValueTextEquals("class"u8)) Class = AnswerWords.ClassOf(Word(ref json));
        else if (json.ValueTextEquals("complete"u8)) Complete = Truth(ref json);
        else if (json.ValueTextEquals("exit"u8) || json.ValueTextEquals("schema"u8)) Number = Count(ref json);
        else if (json.ValueTextEquals("path"u8)) Path = Text(ref json);
        else if (json.ValueTextEquals("cause"u8)) Cause = Text(ref json);
        else json.Skip();
    }

    private void ReadMicroseconds(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.StartObject) Classes = AnswerWords.ReadClasses(ref json);
        else if (json.TokenType == JsonTokenType.Number && json.TryGetInt64(out var length)) Length = length;
        else json.Skip();
    }

    /// <summary>The stream of the line before, if it is the same: most lines speak of the same as the one before.</summary>
    private StreamId? StreamOf(string? channel, string? quality)
    {
        if (channel is null || quality is null) return null;
        if (StreamId.FaultOf(channel) is not null || StreamId.FaultOf(quality) is not null) return null;
        if (_stream is not null && channel == _channel && quality == _quality) return _stream;
        (_channel, _quality) = (channel, quality);
        return _stream = new StreamId(channel, quality);
    }

    private static string? Name(ref Utf8JsonReader json, string before)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        if (json.ValueTextEquals(before)) return before;
        var name = json.GetString()!;
        return name.Length <= AnswerRules.MostCharacters ? name : throw new JsonException($"a name has more than {AnswerRules.MostCharacters} characters");
    }

    private static string? Text(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType != JsonTokenType.String)
        {
            json.Skip();
            return null;
        }

        var text = json.GetString()!;
        return text.Length <= AnswerRules.MostCharacters ? text : text[..AnswerRules.MostCharacters];
    }

    private static string? Word(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.String) return AnswerWords.Known(ref json);
        json.Skip();
        return null;
    }

    private Timestamp? Time(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Null) return null;
        if (json.TokenType == JsonTokenType.String && AnswerWords.ReadTime(ref json) is { } time) return time;
        HasOddTime = true;
        json.Skip();
        return null;
    }

    private static bool? Truth(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType is JsonTokenType.True or JsonTokenType.False) return json.GetBoolean();
        json.Skip();
        return null;
    }

    private static long? Count(ref Utf8JsonReader json)
    {
        json.Read();
        if (json.TokenType == JsonTokenType.Number) return json.TryGetInt64(out var count) ? count : null;
        json.Skip();
        return null;
    }
}
