using System.Text;

namespace SegmentPipeline;

/// <summary>Path of a directory as the file system knows it: bytes, ended by a NUL.</summary>
internal sealed class DirectoryPath
{
    private readonly byte[] _terminated;
    private string? _text;

    private DirectoryPath(byte[] terminated) => _terminated = terminated;

    /// <summary>The path's bytes with the NUL that C expects.</summary>
    internal ReadOnlySpan<byte> Terminated => _terminated;

    /// <summary>The path's bytes.</summary>
    internal ReadOnlySpan<byte> Bytes => _terminated.AsSpan(0, _terminated.Length - 1);

    internal static DirectoryPath FromText(string path) => new([.. Encoding.UTF8.GetBytes(path), 0]);

    /// <summary>The directory of that name in this one.</summary>
    internal DirectoryPath Child(ReadOnlySpan<byte> name) => new([.. Bytes, (byte)'/', .. name, 0]);

    /// <summary>The path for those who take text: bytes that are not UTF-8 are lost.</summary>
    internal string Utf8 => Encoding.UTF8.GetString(Bytes);

    /// <summary>The path as shown, stray bytes as <c>\xNN</c>.</summary>
    public override string ToString() => _text ??= RawName.ToText(Bytes);
}
