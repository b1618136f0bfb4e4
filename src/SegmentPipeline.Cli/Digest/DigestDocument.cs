namespace SegmentPipeline.Cli;

/// <summary>A part of a digest, the same in every format.</summary>
internal abstract record DigestBlock;

/// <summary>What an archive's digest begins with.</summary>
internal sealed record DigestTitle(string Text) : DigestBlock;

/// <summary>What a section begins with.</summary>
internal sealed record DigestHeading(string Text) : DigestBlock;

/// <summary>A sentence or a few.</summary>
/// <param name="Text">The text; nothing in it is markup.</param>
/// <param name="Style">A colour or another style, by the name that markup of a terminal has for it; null for none.</param>
internal sealed record DigestLine(string Text, string? Style = null) : DigestBlock;

/// <summary>A table.</summary>
/// <param name="Columns">Its columns.</param>
/// <param name="Rows">Its rows, a cell a column.</param>
/// <param name="Name">The column that has names, which strangers chose.</param>
internal sealed record DigestRows(IReadOnlyList<FittedColumn> Columns, IReadOnlyList<FittedCell[]> Rows, int Name) : DigestBlock;
