namespace SegmentPipeline;

/// <summary>A segment of an hour whose name calls it full or suspect, but carries the hash of nothing.</summary>
/// <param name="NameOffset">Where its name begins, for <see cref="NameList.NameAt"/>.</param>
/// <param name="NameLength">How long the name is.</param>
/// <param name="StartMicroseconds">Start, from the start of the hour.</param>
/// <param name="DurationMicroseconds">Duration.</param>
internal readonly record struct EmptyName(int NameOffset, int NameLength, uint StartMicroseconds, uint DurationMicroseconds);
