using Microsoft.Extensions.Logging;

namespace SegmentPipeline.Fleet;

/// <summary>Tells the log of who is not let in: at once, then once a minute at most, since whoever can connect can do so a thousand times a
/// second.</summary>
/// <param name="clock">Counts the minute.</param>
/// <param name="log">Where it is told.</param>
internal sealed class RefusedPeers(TimeProvider clock, ILogger log)
{
    private static readonly TimeSpan Rest = TimeSpan.FromMinutes(1);

    private readonly Lock _gate = new();
    private long _told;
    private long _untold;
    private bool _isFirst = true;

    /// <summary>Adds one.</summary>
    /// <param name="cause">Why it is not let in.</param>
    internal void Add(string cause)
    {
        long more;
        lock (_gate)
        {
            if (!_isFirst && clock.GetElapsedTime(_told) < Rest)
            {
                _untold++;
                return;
            }

            (more, _untold, _told, _isFirst) = (_untold, 0, clock.GetTimestamp(), false);
        }

        log.PeerRefused(more, cause);
    }
}
