namespace SegmentPipeline;

/// <summary>What is expected of an archive: of each stream the time in which it is to be covered.</summary>
/// <remarks>Source: semantics §4. An audit asks once for each stream, and once more for one that may be silent; the answers to one audit
/// must fit one another. Many audits may ask at once.</remarks>
public interface IExpectation
{
    /// <summary>The time of a window in which a stream is expected.</summary>
    /// <param name="stream">The stream.</param>
    /// <param name="window">The window; what lies outside of it does not count.</param>
    /// <returns>Null: all of it, and nothing is said of it in the report.</returns>
    ExpectedTime? Find(StreamId stream, TimeRange window);
}
