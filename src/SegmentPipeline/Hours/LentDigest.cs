namespace SegmentPipeline;

/// <summary>What there is to remember of an hour, on its way to whoever remembers it. Its bytes are lent.</summary>
/// <param name="facts">What <see cref="HourDigest.Facts"/> points into.</param>
/// <param name="names">What <see cref="HourDigest.Names"/> points into.</param>
internal sealed class LentDigest(LentBytes facts, LentBytes names)
{
    private bool _isLent = true;

    /// <summary>The digest. Nobody may look at its bytes after <see cref="GiveBack"/>.</summary>
    internal required HourDigest Digest { get; init; }

    /// <summary>Gives the bytes back. If nobody does, as when an audit is stopped, they are garbage like any others.</summary>
    internal void GiveBack()
    {
        if (!_isLent) return;
        _isLent = false;
        facts.GiveBack();
        names.GiveBack();
    }
}
