using System.Text;

namespace SegmentPipeline;

/// <summary>Where something is mounted.</summary>
internal static class MountPoints
{
    private const string Table = "/proc/self/mountinfo";
    private const int PathColumn = 4;

    /// <summary>Whether something is mounted at an absolute path without links. Without a table to look it up in, nothing is.</summary>
    internal static bool Contains(string path)
    {
        if (!OperatingSystem.IsLinux()) return false;
        try
        {
            return File.ReadLines(Table).Any(line => PathOf(line) == path);
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return false;
        }
    }

    /// <summary>The path in a line of the table, which writes blanks, line breaks and backslashes as three octal digits.</summary>
    internal static string? PathOf(string line)
    {
        var columns = line.Split(' ');
        if (columns.Length <= PathColumn) return null;
        var column = columns[PathColumn];
        if (!column.Contains('\\', StringComparison.Ordinal)) return column;
        var path = new StringBuilder();
        for (var i = 0; i < column.Length; i++)
        {
            if (column[i] != '\\' || i + 3 >= column.Length) path.Append(column[i]);
            else path.Append((char)(((column[++i] - '0') << 6) | ((column[++i] - '0') << 3) | (column[++i] - '0')));
        }

        return path.ToString();
    }
}
