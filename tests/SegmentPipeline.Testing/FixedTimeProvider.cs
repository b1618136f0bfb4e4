namespace SegmentPipeline.Testing;

/// <summary>A clock that stands still.</summary>
internal sealed class FixedTimeProvider(Timestamp now) : TimeProvider
{
    /// <summary>Far after anything that tests record.</summary>
    internal static FixedTimeProvider FarAfter { get; } = new(Timestamp.Parse("2100-01-01T00"));

    internal Timestamp Now { get; } = now;

    public override DateTimeOffset GetUtcNow() => Now.ToDateTimeOffset();
}
