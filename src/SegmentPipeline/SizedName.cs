namespace SegmentPipeline;

/// <summary>A file whose size a choice has asked for: where its name stands in the names of its hour, and the size.</summary>
internal readonly record struct SizedName(int NameOffset, int NameLength, long SizeBytes);
