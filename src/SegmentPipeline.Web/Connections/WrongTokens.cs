namespace SegmentPipeline.Web;

/// <summary>Counts wrong tokens, so that a crowd of guesses is answered shortly and told of seldom. Whoever has the right one is let in
/// however many others guess.</summary>
/// <param name="clock">The clock.</param>
internal sealed class WrongTokens(TimeProvider clock)
{
    /// <summary>So many in a row get a friendly answer, and then one a second.</summary>
    internal const int Most = 20;

    private static readonly TimeSpan BetweenLines = TimeSpan.FromMinutes(1);

    private readonly Lock _lock = new();
    private double _left = Most;
    private long? _counted;
    private long? _told;
    private long _untold;

    /// <summary>Takes another.</summary>
    /// <param name="toTell">How many there were since that was told last, if it is time to tell it; else 0.</param>
    /// <returns>Whether there were too many lately.</returns>
    internal bool AreTooMany(out long toTell)
    {
        lock (_lock)
        {
            var now = clock.GetTimestamp();
            if (_counted is { } before) _left = Math.Min(Most, _left + clock.GetElapsedTime(before, now).TotalSeconds);
            _counted = now;
            _untold++;
            toTell = _told is { } told && clock.GetElapsedTime(told, now) < BetweenLines ? 0 : _untold;
            if (toTell > 0) (_told, _untold) = (now, 0);
            if (_left < 1) return true;
            _left--;
            return false;
        }
    }
}
