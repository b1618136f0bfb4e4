namespace SegmentPipeline;

/// <summary>Kinds of entries as <c>statx</c> tells them.</summary>
internal static class StatKind
{
    extension(LibC.StatResult result)
    {
        /// <summary>The kind; the file type of the mode, shifted down, has the values of <c>d_type</c>.</summary>
        internal EntryKind Kind => (EntryKind)(result.Mode >> 12) switch
        {
            EntryKind.Directory => EntryKind.Directory,
            EntryKind.File => EntryKind.File,
            _ => EntryKind.Other,
        };
    }
}
