namespace SegmentPipeline;

/// <summary>Finds where losses came from, by rules over what this copy and the others say of that time. A rule that would need an answer
/// which is not there does not fire.</summary>
/// <param name="here">What this copy says.</param>
/// <param name="others">What the others say.</param>
/// <remarks>Source: docs/causes.md.</remarks>
public sealed class CauseFinder(CopyEvidence here, IReadOnlyList<CopyEvidence> others)
{
    /// <summary>Where a loss came from.</summary>
    /// <param name="stream">The stream that lost something here.</param>
    /// <param name="range">When.</param>
    /// <param name="isHole">Whether all of it was lost; else it is degraded.</param>
    public LossCause Find(StreamId stream, TimeRange range, bool isHole)
    {
        ArgumentNullException.ThrowIfNull(stream);
        var channels = here.Channels.Select(channel => here.AskChannel(channel, range, isHole).Witness)
            .Where(witness => witness is not (Witness.Absent or Witness.NotAsked)).ToList();
        var allStopped = channels.Count > 0 && channels.TrueForAll(witness => witness == Witness.Lacks);
        if (allStopped && channels.Count > 1 && others.All(other => LacksAll(other, range, isHole))) return LossCause.Everywhere;
        if (allStopped && others.Any(other => other.Ask(stream, range, isHole) == Witness.Has)) return LossCause.Node;
        if (IsSource(stream, range, isHole)) return LossCause.Source;
        var (having, asked) = here.AskOthers(stream, range, isHole);
        if (asked > 0 && having == asked) return LossCause.Quality;
        if (here.Find(stream) is not { } own) return LossCause.Undetermined;
        if (own.Disk.Touches(range)) return LossCause.Disk;
        return own.Sessions.Touches(range) ? LossCause.Restart : LossCause.Undetermined;
    }

    /// <summary>A copy in which all stopped, too; or one that has none of it, which says nothing against it.</summary>
    private static bool LacksAll(CopyEvidence other, TimeRange range, bool isHole) =>
        other.IsAnswered
        && other.Channels.All(channel => other.AskChannel(channel, range, isHole).Witness is Witness.Lacks or Witness.Absent);

    /// <summary>One stream with no other quality and no other copy to compare it with tells nothing.</summary>
    private bool IsSource(StreamId stream, TimeRange range, bool isHole)
    {
        var (own, streams) = here.AskChannel(stream.Channel, range, isHole);
        if (own != Witness.Lacks) return false;
        var elsewhere = others.Select(other => other.AskChannel(stream.Channel, range, isHole).Witness).ToList();
        if (!elsewhere.TrueForAll(witness => witness is Witness.Lacks or Witness.Absent)) return false;
        return streams > 1 || elsewhere.Contains(Witness.Lacks);
    }
}
