using System.Text;

namespace SegmentPipeline.Verification;

/// <summary>Finds out whether somebody has done something about files that are known to be corrupt.</summary>
/// <remarks>Source: docs/verification.md §9. Whoever puts another file in the place of one, or writes to it, changes the time of change of
/// its inode. A time to come is the clock of another machine, and says nothing: the hour would be looked at again and
/// again.</remarks>
internal static class ChangedCorrupt
{
    /// <summary>Whether a corrupt file of an hour has changed since the hour was verified.</summary>
    /// <param name="contents">The hour as it is now.</param>
    /// <param name="known">What is remembered of it.</param>
    /// <param name="now">When the run began.</param>
    internal static bool IsAnyIn(HourContents contents, VerifiedHour known, Timestamp now)
    {
        if (known.Corrupt.Count == 0) return false;
        var names = known.Corrupt.Select(file => Encoding.Latin1.GetString(file.Path.NameUtf8)).ToHashSet(StringComparer.Ordinal);
        for (var i = 0; i < contents.Count; i++)
        {
            if (names.Contains(Encoding.Latin1.GetString(contents[i].NameUtf8))
                && ChangeTime.AtPath(contents[i].FullPathUtf8) is { } change && change > known.VerifiedAt && change <= now) return true;
        }

        return false;
    }
}
