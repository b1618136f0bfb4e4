using Microsoft.AspNetCore.Connections;
using Microsoft.Extensions.Time.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>Who gives up a place for whom.</summary>
internal sealed class ConnectionRoomTests
{
    private readonly FakeTimeProvider _clock = new();
    private ConnectionRoom _room = null!;

    [SetUp]
    public void Open() => _room = new ConnectionRoom(3, _clock);

    [Test]
    public void Connection_WhileThereIsRoom_DisplacesNobody()
    {
        var first = Enter();
        Enter();
        Enter();
        _room.Leave(first);

        Assert.That(_room.Enter(Seat()), Is.Null);
    }

    [Test]
    public void Connection_WithoutRoom_DisplacesTheOneIdleForLongest()
    {
        var busy = Enter();
        _room.Begin(busy);
        var first = Enter();
        var second = Enter();
        _room.Begin(first);
        _room.End(first);
        _clock.Advance(ConnectionRoom.Spared);

        Assert.That(_room.Enter(Seat()), Is.SameAs(second));
        Assert.That(_room.Enter(Seat()), Is.SameAs(first));
    }

    [Test]
    public void Connection_WhereAllOthersAreBusy_DisplacesTheOneBusyForLongest()
    {
        var first = Enter();
        var second = Enter();
        var third = Enter();
        foreach (var seat in (ConnectionSeat[])[second, first, third]) _room.Begin(seat);
        _clock.Advance(ConnectionRoom.Spared);

        Assert.That(_room.Enter(Seat()), Is.SameAs(second));
    }

    [TestCase(0, true)]
    [TestCase(-1, false)]
    public void Connection_ThatHasJustCome_IsSparedForASecond(int ticks, bool isDisplaced)
    {
        var busy = Enter();
        var other = Enter();
        _room.Begin(busy);
        _room.Begin(other);
        _clock.Advance(ConnectionRoom.Spared);
        var comer = Enter();
        _clock.Advance(ConnectionRoom.Spared + TimeSpan.FromTicks(ticks));

        Assert.That(_room.Enter(Seat()), Is.SameAs(isDisplaced ? comer : busy));
    }

    [TestCase(1, true)]
    [TestCase(0, false)]
    public void Connection_WhereAllHaveJustCome_DisplacesTheFirstOfThem(int ticks, bool isBusyDisplaced)
    {
        var busy = Enter();
        _room.Begin(busy);
        _clock.Advance(TimeSpan.FromTicks(ticks));
        var idle = Enter();
        Enter();

        Assert.That(_room.Enter(Seat()), Is.SameAs(isBusyDisplaced ? busy : idle));
    }

    [Test]
    public void Connection_WhereAllHaveJustBegun_DisplacesTheFirstOfThem()
    {
        var first = Enter();
        foreach (var seat in (ConnectionSeat[])[first, Enter(), Enter()]) _room.Begin(seat);

        Assert.That(_room.Enter(Seat()), Is.SameAs(first));
    }

    [Test]
    public void Connection_ThatLostItsPlace_DoesNotGetItBack()
    {
        var first = Enter();
        Enter();
        Enter();
        _clock.Advance(ConnectionRoom.Spared);
        Assert.That(_room.Enter(Seat()), Is.SameAs(first));

        _room.Begin(first);
        _room.End(first);
        _room.Leave(first);
        _clock.Advance(ConnectionRoom.Spared);

        Assert.That(_room.Enter(Seat()), Is.Not.Null.And.Not.SameAs(first));
    }

    private ConnectionSeat Enter()
    {
        var seat = Seat();
        Assert.That(_room.Enter(seat), Is.Null);
        return seat;
    }

    private static ConnectionSeat Seat() => new(new DefaultConnectionContext());
}
