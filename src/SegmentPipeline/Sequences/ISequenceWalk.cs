namespace SegmentPipeline;

/// <summary>Goes through the hours of a range, in time order, and adds to its <see cref="SequenceBuilder"/> what is preferred.</summary>
internal interface ISequenceWalk
{
    /// <summary>Takes the next hour.</summary>
    /// <exception cref="HoleException">There is a hole, and the policy forbids holes.</exception>
    void AddHour(ReadHour hour);

    /// <summary>No hour follows.</summary>
    /// <exception cref="HoleException">There is a hole, and the policy forbids holes.</exception>
    void End();
}
