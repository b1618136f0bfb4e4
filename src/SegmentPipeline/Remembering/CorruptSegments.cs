using System.Text;

namespace SegmentPipeline;

/// <summary>Finds out which of the files that are known to be corrupt an hour still has, by their names: one that is gone, withdrawn or
/// named otherwise now is of no account.</summary>
/// <remarks>Source: semantics §4.</remarks>
internal static class CorruptSegments
{
    /// <summary>Finds them. Reads Work, Names, Segments and Selected; writes Corrupt, and the kinds in Selected if verifications are
    /// believed.</summary>
    internal static void Find(HourBuffers buffers, AuditTrust trust)
    {
        var known = buffers.Work.Corrupt;
        buffers.Corrupt.Clear();
        if (known.Count == 0) return;
        var byName = new Dictionary<string, CorruptFile>(known.Count, StringComparer.Ordinal);
        foreach (var file in known) byName[Encoding.Latin1.GetString(file.Path.NameUtf8)] = file;
        var selected = new Dictionary<int, int>();
        for (var place = 0; place < buffers.SelectedCount; place++) selected[buffers.Selected[place].NameOffset] = place;
        foreach (ref readonly var entry in buffers.Segments)
        {
            if (entry.Kind == SegmentKind.Temporary) continue;
            if (!byName.TryGetValue(Encoding.Latin1.GetString(buffers.NameOf(entry)), out var file)) continue;
            var isSelected = selected.TryGetValue(entry.NameOffset, out var place);
            buffers.Corrupt.Add(file with { IsSelected = isSelected });
            if (isSelected && trust == AuditTrust.Verified) buffers.Doubt(place);
        }
    }
}
