using System.Globalization;
using System.Net;
using System.Net.Sockets;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Ports of loopback that nobody has. They lie below those that the system gives to connections that go out, which could otherwise
/// take one before its server does; none is given twice, and none to two processes of tests that run at once.</summary>
internal static class FreePorts
{
    private const int Lowest = 12_000;
    private const int Blocks = 40;
    private const int PortsOfABlock = 500;

    /// <summary>Of the node that benchmarks measure, and of what they compare it with.</summary>
    private static readonly int[] PortsOfBenchmarks = [18_731, 18_732];

    private static readonly Queue<int> Left = [];
    private static readonly List<FileStream> Held = [];

    internal static int Take()
    {
        lock (Left)
        {
            while (true)
            {
                if (Left.Count == 0) TakeABlock();
                var port = Left.Dequeue();
                if (IsFree(port)) return port;
            }
        }
    }

    /// <summary>Takes ports that are this process's own as long as it runs: of each block a file is locked. A file that another user
    /// has left behind could not be opened, so each user has files of their own.</summary>
    private static void TakeABlock()
    {
        var blocks = Enumerable.Range(0, Blocks).ToArray();
        Random.Shared.Shuffle(blocks);
        foreach (var block in blocks)
        {
            var first = Lowest + block * PortsOfABlock;
            var file = Path.Combine(Path.GetTempPath(), string.Create(CultureInfo.InvariantCulture, $"segment-ports-{Environment.UserName}-{first}.lock"));
            try
            {
                Held.Add(new FileStream(file, FileMode.OpenOrCreate, FileAccess.ReadWrite, FileShare.None));
            }
            catch (Exception taken) when (taken is IOException or UnauthorizedAccessException)
            {
                continue;
            }

            foreach (var port in Enumerable.Range(first, PortsOfABlock).Except(PortsOfBenchmarks)) Left.Enqueue(port);
            return;
        }

        throw new InvalidOperationException("other processes of tests have all ports");
    }

    private static bool IsFree(int port)
    {
        try
        {
            using var listener = new TcpListener(IPAddress.Loopback, port);
            listener.Start();
            return true;
        }
        catch (SocketException)
        {
            return false;
        }
    }
}
