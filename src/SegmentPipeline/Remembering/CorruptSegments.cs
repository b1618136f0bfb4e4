using System.Text;

namespace SegmentPipeline;

/// <summary>Finds out which of the files that are known to be corrupt an hour still has, by their names: one that is gone, withdrawn or
/// named otherwise now is of no account.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal static class CorruptSegments
{
    /// <summary>Finds them. Reads Work, IsRecalled, Names, Segments and Selected; writes Corrupt.</summary>
    internal static void Find(HourBuffers buffers)
    {
        var known = buffers.Work.Corrupt;
        buffers.Corrupt.Clear();
        if (known.Count == 0) return;
        var byName = new Dictionary<string, CorruptFile>(known.Count, StringComparer.Ordinal);
        foreach (var file in known) byName[Encoding.Latin1.GetString(file.Path.NameUtf8)] = file;
        var selected = new HashSet<int>();
        foreach (ref readonly var entry in buffers.Selected) selected.Add(entry.NameOffset);
        foreach (ref readonly var entry in buffers.Segments)
        {
            if (entry.Kind == SegmentKind.Temporary) continue;
            if (byName.TryGetValue(Encoding.Latin1.GetString(buffers.NameOf(entry)), out var file))
                buffers.Corrupt.Add(file with { IsSelected = selected.Contains(entry.NameOffset) });
        }
    }
}
