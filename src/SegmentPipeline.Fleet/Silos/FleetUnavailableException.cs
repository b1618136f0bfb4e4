namespace SegmentPipeline.Fleet;

/// <summary>The fleet cannot be asked: its silo does not run here, or its state cannot be kept. It travels from silo to silo.</summary>
[GenerateSerializer]
[Alias("pipeline.fleet-unavailable")]
internal sealed class FleetUnavailableException(string message) : Exception(message);
