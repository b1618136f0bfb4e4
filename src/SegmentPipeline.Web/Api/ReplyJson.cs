using System.Text.Json;
using System.Text.Json.Serialization;
using SegmentPipeline.Hosting;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>The types that answers are made of, serialised without reflection: what whoever asks can rely on.</summary>
[JsonSourceGenerationOptions(PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase)]
[JsonSerializable(typeof(ArchiveStatus))]
[JsonSerializable(typeof(ArchiveList))]
[JsonSerializable(typeof(ArchiveReplicas))]
[JsonSerializable(typeof(ArchiveWork))]
[JsonSerializable(typeof(FillPlanReply))]
[JsonSerializable(typeof(RunList))]
[JsonSerializable(typeof(Excuse))]
[JsonSerializable(typeof(ExcuseList))]
[JsonSerializable(typeof(HoleList))]
[JsonSerializable(typeof(CorruptList))]
[JsonSerializable(typeof(HealthReply))]
[JsonSerializable(typeof(ProblemReply))]
internal sealed partial class ReplyJson : JsonSerializerContext
{
    /// <summary>With the letters that answers have.</summary>
    internal static ReplyJson Contract { get; } = new(new JsonSerializerOptions
    {
        Encoder = JsonReply.Letters,
        PropertyNamingPolicy = JsonNamingPolicy.CamelCase,
    });
}
