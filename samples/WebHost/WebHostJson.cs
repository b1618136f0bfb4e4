using System.Text.Json.Serialization;
using SegmentPipeline;

namespace WebHost;

/// <summary>What this host itself answers with.</summary>
[JsonSerializable(typeof(IReadOnlyList<SequenceHole>))]
[JsonSerializable(typeof(IReadOnlyList<Finding>))]
internal sealed partial class WebHostJson : JsonSerializerContext;
