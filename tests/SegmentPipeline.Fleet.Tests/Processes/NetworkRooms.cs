using System.Diagnostics;
using System.Globalization;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Three machines for the network, which are one for everything else: each has an address of its own, and any of them can be
/// cut off from the other two. The tests reach all of them, and are reached by them.</summary>
internal sealed class NetworkRooms : IDisposable
{
    private const int Count = 3;

    private readonly int _number = Random.Shared.Next(1, 255);
    private bool _isMade;

    /// <summary>The address of the tests.</summary>
    internal string Outside => AddressOf(253);

    private string Bridge => string.Create(CultureInfo.InvariantCulture, $"spfleet{_number}");

    /// <summary>Makes them, or skips the tests where that is not allowed.</summary>
    internal static NetworkRooms Make()
    {
        RequiredRights.RequireRoot();
        RequiredTool.Ip.Require();
        while (true)
        {
            var rooms = new NetworkRooms();
            try
            {
                rooms.Connect();
                return rooms;
            }
            catch (InvalidOperationException taken) when (!rooms._isMade && taken.Message.Contains("File exists", StringComparison.Ordinal))
            {
                // Other tests of this machine have those of this number.
            }
            catch (InvalidOperationException refused)
            {
                rooms.Dispose();
                Assert.Ignore($"the network cannot be divided here; run the tests as root, outside of a container that forbids it: {refused.Message}");
                throw;
            }
        }
    }

    /// <summary>The address of a machine.</summary>
    internal string AddressOf(int at) => string.Create(CultureInfo.InvariantCulture, $"10.213.{_number}.{at + 1}");

    /// <summary>What starts a command on a machine.</summary>
    internal string[] Enter(int at) => [RequiredTool.Ip.Require(), "netns", "exec", RoomOf(at)];

    /// <summary>Cuts a machine off from the others.</summary>
    internal void Cut(int at) => Route("add", at);

    /// <summary>Lets it reach them again.</summary>
    internal void Heal(int at) => Route("del", at);

    public void Dispose()
    {
        if (!_isMade) return;
        for (var at = 0; at < Count; at++) Run(mayFail: true, "netns", "del", RoomOf(at));
        Run(mayFail: true, "link", "del", Bridge);
    }

    private void Connect()
    {
        Run(false, "link", "add", Bridge, "type", "bridge");
        _isMade = true;
        Run(false, "addr", "add", $"{Outside}/24", "dev", Bridge);
        Run(false, "link", "set", Bridge, "up");
        for (var at = 0; at < Count; at++)
        {
            Run(false, "netns", "add", RoomOf(at));
            Run(false, "link", "add", $"{Bridge}-{at}", "type", "veth", "peer", "name", "eth0", "netns", RoomOf(at));
            Run(false, "link", "set", $"{Bridge}-{at}", "master", Bridge, "up");
            Run(false, "-n", RoomOf(at), "addr", "add", $"{AddressOf(at)}/24", "dev", "eth0");
            Run(false, "-n", RoomOf(at), "link", "set", "eth0", "up");
            Run(false, "-n", RoomOf(at), "link", "set", "lo", "up");
        }
    }

    private void Route(string what, int at)
    {
        for (var other = 0; other < Count; other++)
            if (other != at) Run(false, "-n", RoomOf(at), "route", what, "blackhole", $"{AddressOf(other)}/32");
    }

    private string RoomOf(int at) => $"{Bridge}-{at}";

    private static void Run(bool mayFail, params string[] arguments)
    {
        var start = new ProcessStartInfo(RequiredTool.Ip.Require(), arguments) { RedirectStandardError = true };
        using var process = Process.Start(start)!;
        var error = process.StandardError.ReadToEnd();
        process.WaitForExit();
        if (process.ExitCode != 0 && !mayFail) throw new InvalidOperationException($"ip {string.Join(' ', arguments)}: {error}");
    }
}
