using System.Buffers.Binary;
using System.Text;
using NUnit.Framework;

namespace SegmentPipeline.Testing;

/// <summary>A disk that shows a directory and answers as one wishes: with errors, without kinds of entries, with other inodes. This process
/// is its file system, so it needs the kernel's <c>/dev/fuse</c> and the right to mount, and no program.</summary>
/// <remarks>Nothing is cached: each question of a reader arrives here.</remarks>
internal sealed class FuseDisk : IDisposable
{
    private const ulong RootId = 1;
    private const int NoEntry = 2;
    private const int NotImplemented = 38;
    private const int LargestQuestion = 128 * 1024;

    private readonly int _device;
    private readonly string _real;
    private readonly Thread _server;
    private readonly Dictionary<ulong, FuseNode> _nodes = [];
    private readonly Dictionary<string, ulong> _ids = new(StringComparer.Ordinal);
    private bool _isUnmounted;

    private FuseDisk(int device, string real, string path)
    {
        (_device, _real, Path) = (device, real, path);
        NodeOf("");
        _server = new Thread(Serve) { IsBackground = true, Name = "fuse" };
    }

    /// <summary>Where it is mounted.</summary>
    internal string Path { get; }

    /// <summary>The error that a question is answered with, by the path from the root of the disk; zero for none.</summary>
    internal Func<FuseQuestion, string, int> Fault { get; set; } = (_, _) => 0;

    /// <summary>Whether directories say what their entries are.</summary>
    internal bool TellsKinds { get; set; } = true;

    /// <summary>Inodes are numbered from here.</summary>
    internal ulong FirstInode { get; set; } = 1;

    /// <summary>Mounts one; skips the test where that is not possible.</summary>
    /// <param name="real">The directory that it shows.</param>
    /// <param name="path">Where to mount it: a directory.</param>
    internal static FuseDisk Mount(string real, string path)
    {
        RequiredRights.RequireRoot();
        var device = FuseCalls.Open();
        if (device < 0)
            Assert.Ignore("there is no /dev/fuse here; load the kernel's module fuse, or run the tests in a container that has the device");
        var disk = new FuseDisk(device, real, path);
        if (!FuseCalls.Mount(device, path))
        {
            FuseCalls.Close(device);
            RequiredRights.SkipWithoutMounts("a file system of this process");
        }

        disk._server.Start();
        return disk;
    }

    /// <summary>Takes it out of sight although it may be in use, as a disk that is pulled.</summary>
    internal void Unmount()
    {
        if (_isUnmounted) return;
        _isUnmounted = true;
        FuseCalls.Unmount(Path);
    }

    public void Dispose()
    {
        Unmount();
        _server.Join();
        FuseCalls.Close(_device);
    }

    private void Serve()
    {
        var buffer = new byte[LargestQuestion];
        while (FuseCalls.Read(_device, buffer) is > 0 and var length)
        {
            var question = (FuseQuestion)BinaryPrimitives.ReadUInt32LittleEndian(buffer.AsSpan(4));
            if (question is FuseQuestion.Forget or FuseQuestion.ForgetSeveral or FuseQuestion.Interrupt) continue;
            var unique = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(8));
            var about = BinaryPrimitives.ReadUInt64LittleEndian(buffer.AsSpan(16));
            FuseCalls.Write(
                _device,
                Answer(question, unique, _nodes.GetValueOrDefault(about) ?? NodeOf(""), buffer.AsMemory(40, length - 40)));
        }
    }

    private byte[] Answer(FuseQuestion question, ulong unique, FuseNode node, ReadOnlyMemory<byte> rest)
    {
        if (question == FuseQuestion.LookUp) node = NodeOf(Child(node, Encoding.UTF8.GetString(rest.Span[..^1])));
        var error = question != FuseQuestion.Begin ? Fault(question, node.Path) : 0;
        if (error == 0 && question == FuseQuestion.LookUp && !node.IsThere) error = NoEntry;
        return question switch
        {
            FuseQuestion.Begin => FuseReply.Make(unique, 0, FuseReply.Version),
            FuseQuestion.LookUp => FuseReply.Make(unique, error, writer => FuseReply.Entry(writer, node, InodeOf(node))),
            FuseQuestion.Describe => FuseReply.Make(unique, error, writer => FuseReply.Description(writer, node, InodeOf(node))),
            FuseQuestion.ReadLink => FuseReply.Make(unique, error, writer => writer.Write(Encoding.UTF8.GetBytes(node.LinkTarget!))),
            FuseQuestion.OpenDirectory or FuseQuestion.OpenFile => FuseReply.Make(unique, error, FuseReply.Opened),
            FuseQuestion.ReadDirectory => FuseReply.Make(unique, error, writer => WriteNames(writer, node, rest.Span)),
            FuseQuestion.ReadFile => FuseReply.Make(unique, error, writer => WriteBytes(writer, node, rest.Span)),
            FuseQuestion.CloseDirectory or FuseQuestion.CloseFile => FuseReply.Make(unique, 0),
            _ => FuseReply.Make(unique, NotImplemented),
        };
    }

    private void WriteNames(BinaryWriter writer, FuseNode directory, ReadOnlySpan<byte> question)
    {
        var next = BinaryPrimitives.ReadUInt64LittleEndian(question[8..]);
        var room = BinaryPrimitives.ReadUInt32LittleEndian(question[16..]);
        foreach (var name in directory.Names.Skip((int)next))
        {
            var node = NodeOf(Child(directory, name));
            if (!FuseReply.Name(writer, node, InodeOf(node), ++next, room, TellsKinds)) return;
        }
    }

    private static void WriteBytes(BinaryWriter writer, FuseNode file, ReadOnlySpan<byte> question)
    {
        using var stream = File.OpenRead(file.Real);
        stream.Position = BinaryPrimitives.ReadInt64LittleEndian(question[8..]);
        var bytes = new byte[BinaryPrimitives.ReadUInt32LittleEndian(question[16..])];
        writer.Write(bytes, 0, stream.ReadAtLeast(bytes, bytes.Length, throwOnEndOfStream: false));
    }

    private FuseNode NodeOf(string path)
    {
        if (_ids.TryGetValue(path, out var id)) return _nodes[id];
        var node = new FuseNode(RootId + (ulong)_ids.Count, path, System.IO.Path.Combine(_real, path));
        _ids.Add(path, node.Id);
        _nodes.Add(node.Id, node);
        return node;
    }

    private ulong InodeOf(FuseNode node) => FirstInode + node.Id;

    private static string Child(FuseNode directory, string name) => directory.Path.Length == 0 ? name : $"{directory.Path}/{name}";
}
