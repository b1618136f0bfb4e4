using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>A converter for what is only ever written.</summary>
/// <typeparam name="T">What is written.</typeparam>
public abstract class WrittenJsonConverter<T> : JsonConverter<T>
{
    /// <summary>Refuses: it is written, not read.</summary>
    /// <exception cref="NotSupportedException">Always.</exception>
    public sealed override T Read(ref Utf8JsonReader reader, Type typeToConvert, JsonSerializerOptions options) =>
        throw new NotSupportedException($"{typeToConvert?.Name} is written as JSON, not read");
}
