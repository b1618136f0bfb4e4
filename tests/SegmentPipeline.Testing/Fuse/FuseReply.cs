using System.Text;

namespace SegmentPipeline.Testing;

/// <summary>Answers to the kernel, as its header <c>linux/fuse.h</c> lays them out.</summary>
internal static class FuseReply
{
    private const uint DirectoryMode = 0x41ED; // drwxr-xr-x
    private const uint FileMode = 0x81A4; // -rw-r--r--
    private const uint LinkMode = 0xA1FF; // lrwxrwxrwx
    private const long MadeSeconds = 1_700_000_000;

    /// <summary>An answer in its envelope.</summary>
    /// <param name="unique">The number of the question.</param>
    /// <param name="error">Zero, or the error that takes the place of the answer.</param>
    /// <param name="write">Writes the answer.</param>
    internal static byte[] Make(ulong unique, int error, Action<BinaryWriter>? write = null)
    {
        using var bytes = new MemoryStream();
        using var writer = new BinaryWriter(bytes);
        writer.Write(0);
        writer.Write(-error);
        writer.Write(unique);
        if (error == 0) write?.Invoke(writer);
        writer.Seek(0, SeekOrigin.Begin);
        writer.Write((int)bytes.Length);
        return bytes.ToArray();
    }

    /// <summary>Version 7.31, without anything that is optional.</summary>
    internal static void Version(BinaryWriter writer)
    {
        Write(writer, 7, 31, 4096, 0);
        writer.Write((ushort)16);
        writer.Write((ushort)12);
        Write(writer, 4096, 1, 0, 0, 0, 0, 0, 0, 0, 0, 0);
    }

    /// <summary>A name that was looked up; to be asked again each time.</summary>
    internal static void Entry(BinaryWriter writer, FuseNode node, ulong inode)
    {
        writer.Write(node.Id);
        writer.Write(new byte[32]);
        Attributes(writer, node, inode);
    }

    /// <summary>What something is; to be asked again each time.</summary>
    internal static void Description(BinaryWriter writer, FuseNode node, ulong inode)
    {
        writer.Write(new byte[16]);
        Attributes(writer, node, inode);
    }

    /// <summary>An entry of a directory, and where the next one begins; false if it does not fit.</summary>
    internal static bool Name(BinaryWriter writer, FuseNode node, ulong inode, ulong next, uint room, bool tellsKind)
    {
        const int header = 16, alignment = 8, fixedBytes = 24;
        var name = Encoding.UTF8.GetBytes(Path.GetFileName(node.Path));
        var padded = (fixedBytes + name.Length + alignment - 1) / alignment * alignment;
        if (writer.BaseStream.Length - header + padded > room) return false;
        writer.Write(inode);
        writer.Write(next);
        Write(writer, (uint)name.Length, tellsKind ? ModeOf(node) >> 12 : 0);
        writer.Write(name);
        writer.Write(new byte[padded - fixedBytes - name.Length]);
        return true;
    }

    /// <summary>That something is open, under no number.</summary>
    internal static void Opened(BinaryWriter writer) => writer.Write(new byte[16]);

    private static void Attributes(BinaryWriter writer, FuseNode node, ulong inode)
    {
        writer.Write(inode);
        writer.Write(node.SizeBytes);
        writer.Write(0L);
        for (var times = 0; times < 3; times++) writer.Write(MadeSeconds);
        Write(writer, 0, 0, 0, ModeOf(node), 1, 0, 0, 0, 4096, 0);
    }

    private static uint ModeOf(FuseNode node) => node.LinkTarget is not null ? LinkMode : node.IsDirectory ? DirectoryMode : FileMode;

    private static void Write(BinaryWriter writer, params uint[] values)
    {
        foreach (var value in values) writer.Write(value);
    }
}
