using System.Text.Json;
using System.Text.Json.Serialization;

namespace SegmentPipeline;

/// <summary>Writes and reads a member of one of the library's closed sets as the word that it has in every format.</summary>
/// <typeparam name="T">The set.</typeparam>
public sealed class WordJsonConverter<T>() : JsonStringEnumConverter<T>(JsonNamingPolicy.KebabCaseLower, allowIntegerValues: false)
    where T : struct, Enum;
