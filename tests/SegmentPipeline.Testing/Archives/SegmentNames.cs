extern alias Synthesis;

using System.Security.Cryptography;
using System.Text;

namespace SegmentPipeline.Testing;

/// <summary>Names of segments for tests that care about some of their parts only.</summary>
internal static class SegmentNames
{
    /// <summary>The 43 characters that stand for the hash of some content.</summary>
    internal static string Hash(int content) =>
        Convert.ToBase64String(SHA256.HashData(Encoding.ASCII.GetBytes($"content {content}")))
            .TrimEnd('=').Replace('+', '-').Replace('/', '_');

    internal static string Full(string time, string duration = "2.0", int content = 0) => Of(time, duration, "full", content);

    internal static string Suspect(string time, string duration = "2.0", int content = 0) => Of(time, duration, "suspect", content);

    internal static string Partial(string time, string duration = "2.0", int content = 0) => Of(time, duration, "partial", content);

    internal static string Temporary(string time, string duration = "2.0") => $"{time}-{duration}-temp-4f5e-11ec.ts";

    private static string Of(string time, string duration, string type, int content) => $"{time}-{duration}-{type}-{Hash(content)}.ts";

    /// <summary>The name of a segment as recorders write it.</summary>
    internal static string At(long startInHour, long durationMicroseconds, SegmentKind kind, int content) =>
        Synthesis::SegmentPipeline.Synthesis.SegmentNameFormat.Name(startInHour, durationMicroseconds, kind, Hash(content));
}
