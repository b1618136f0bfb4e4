using Microsoft.AspNetCore.Connections;

namespace SegmentPipeline.Web;

/// <summary>The place that a connection has in its <see cref="ConnectionRoom"/>.</summary>
/// <param name="connection">The connection.</param>
internal sealed class ConnectionSeat(ConnectionContext connection)
{
    internal ConnectionContext Connection { get; } = connection;

    /// <summary>Whether a request of it is being answered.</summary>
    internal bool IsBusy { get; set; }

    /// <summary>When that became so or ceased to be so, by the room's clock.</summary>
    internal long Since { get; set; }
}
