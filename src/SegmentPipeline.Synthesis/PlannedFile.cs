namespace SegmentPipeline.Synthesis;

/// <summary>A file to be created in one directory.</summary>
/// <param name="Name">The name's bytes; need not be UTF-8, must not hold a slash or a NUL.</param>
/// <param name="SizeBytes">How long it is to be.</param>
/// <param name="ContentSeed">What its content is drawn from (<see cref="SyntheticContent"/>); null for zeros, which take no space.</param>
/// <param name="Content">Its content, if that is not drawn.</param>
internal readonly record struct PlannedFile(
    ReadOnlyMemory<byte> Name, long SizeBytes, ulong? ContentSeed = null, ReadOnlyMemory<byte> Content = default)
{
    /// <summary>A file of zeros.</summary>
    /// <param name="name">The name; every <c>\xNN</c> in it is one byte.</param>
    /// <param name="sizeBytes">How long it is to be.</param>
    internal PlannedFile(string name, long sizeBytes = 0)
        : this(RawName.Unescape(name), sizeBytes)
    {
    }

    /// <summary>Gives its content in chunks, in order; none if it is all zeros.</summary>
    internal void Draw(SyntheticContent.ChunkTaker take)
    {
        if (!Content.IsEmpty) take(Content.Span);
        else if (ContentSeed is { } seed) SyntheticContent.Draw(seed, SizeBytes, take);
    }

    /// <summary>The name as shown, stray bytes as <c>\xNN</c>.</summary>
    internal string Text => RawName.ToText(Name.Span);
}
