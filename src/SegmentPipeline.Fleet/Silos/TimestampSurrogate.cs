namespace SegmentPipeline.Fleet;

/// <summary>A moment on its way from silo to silo: microseconds of the Unix epoch.</summary>
[GenerateSerializer]
[Immutable]
[Alias("pipeline.timestamp")]
internal struct TimestampSurrogate
{
    [Id(0)]
    internal long Microseconds;
}

/// <summary>Makes moments of it, and it of moments.</summary>
[RegisterConverter]
internal sealed class TimestampConverter : IConverter<Timestamp, TimestampSurrogate>
{
    public Timestamp ConvertFromSurrogate(in TimestampSurrogate surrogate) => new(surrogate.Microseconds);

    public TimestampSurrogate ConvertToSurrogate(in Timestamp value) => new() { Microseconds = value.UnixMicroseconds };
}
