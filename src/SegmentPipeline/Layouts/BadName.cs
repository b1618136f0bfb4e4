namespace SegmentPipeline;

/// <summary>A name of an hour that breaks the grammar: where it stands in the names, what is wrong, and where in the name that
/// begins.</summary>
internal readonly record struct BadName(int NameOffset, int NameLength, string Cause, int Position);
