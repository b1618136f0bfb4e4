using Microsoft.AspNetCore.Connections;

namespace SegmentPipeline.Web;

/// <summary>Room for so many connections. Whoever comes when there is none left gets the place of another: of the one that has been without
/// a request for longest, or else of the one whose request has lasted longest. So no number of idle clients and slow readers keeps out one
/// who asks for health or metrics.</summary>
/// <param name="most">How many there is room for.</param>
/// <param name="clock">The clock.</param>
internal sealed class ConnectionRoom(int most, TimeProvider clock)
{
    /// <summary>A connection that has just come, or has just begun a request, is spared: it is about to be answered. Where all others are
    /// as young, the first of them gives way, idle or not: of a crowd that comes at once, the last to come is not put out by those who
    /// came before it.</summary>
    internal static readonly TimeSpan Spared = TimeSpan.FromSeconds(1);

    private readonly Lock _lock = new();
    private readonly LinkedList<ConnectionSeat> _idle = [];
    private readonly LinkedList<ConnectionSeat> _busy = [];

    /// <summary>Gives a connection its place, and takes it back when it has ended.</summary>
    internal async Task RunAsync(ConnectionContext connection, ConnectionDelegate next)
    {
        var seat = new ConnectionSeat(connection);
        connection.Features.Set(seat);
        Enter(seat)?.Connection.Abort(new ConnectionAbortedException("another connection needs its place"));
        try
        {
            await next(connection).ConfigureAwait(false);
        }
        finally
        {
            Leave(seat);
        }
    }

    /// <summary>Takes a place.</summary>
    /// <returns>Whose place that was, if there was no room.</returns>
    internal ConnectionSeat? Enter(ConnectionSeat seat)
    {
        lock (_lock)
        {
            var victim = _idle.Count + _busy.Count < most ? null : Longest();
            if (victim is not null) ListOf(victim).Remove(victim);
            Put(seat, isBusy: false);
            return victim;
        }
    }

    internal void Leave(ConnectionSeat seat)
    {
        lock (_lock) ListOf(seat).Remove(seat);
    }

    /// <summary>Notes that a request begins.</summary>
    internal void Begin(ConnectionSeat seat) => Move(seat, isBusy: true);

    /// <summary>Notes that a request has been answered.</summary>
    internal void End(ConnectionSeat seat) => Move(seat, isBusy: false);

    private void Move(ConnectionSeat seat, bool isBusy)
    {
        lock (_lock)
        {
            // One that has lost its place does not get it back.
            if (ListOf(seat).Remove(seat)) Put(seat, isBusy);
        }
    }

    private void Put(ConnectionSeat seat, bool isBusy)
    {
        seat.IsBusy = isBusy;
        seat.Since = clock.GetTimestamp();
        ListOf(seat).AddLast(seat);
    }

    private ConnectionSeat? Longest() => Unspared(_idle) ?? Unspared(_busy) ?? Earlier(_idle.First?.Value, _busy.First?.Value);

    private static ConnectionSeat? Earlier(ConnectionSeat? idle, ConnectionSeat? busy) =>
        idle is null || busy?.Since < idle.Since ? busy : idle;

    private ConnectionSeat? Unspared(LinkedList<ConnectionSeat> seats) =>
        seats.First?.Value is { } first && clock.GetElapsedTime(first.Since) >= Spared ? first : null;

    private LinkedList<ConnectionSeat> ListOf(ConnectionSeat seat) => seat.IsBusy ? _busy : _idle;
}
