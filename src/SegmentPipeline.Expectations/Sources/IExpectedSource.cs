namespace SegmentPipeline.Expectations;

/// <summary>Something that says which time is expected.</summary>
internal interface IExpectedSource
{
    /// <summary>The expected time that a window shares, in time order and joined. It may reach over the window's edges.</summary>
    /// <exception cref="FormatException">There is more of it than anybody keeps.</exception>
    IReadOnlyList<TimeRange> In(TimeRange window);
}
