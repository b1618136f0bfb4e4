using System.Text.Json.Serialization;
using SegmentPipeline.Scheduling;

namespace SegmentPipeline.Web;

/// <summary>The types that replies are made of, serialised without reflection.</summary>
[JsonSerializable(typeof(ArchiveStatus))]
internal sealed partial class ReplyJson : JsonSerializerContext;
