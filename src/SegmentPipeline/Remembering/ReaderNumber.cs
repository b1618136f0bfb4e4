namespace SegmentPipeline;

/// <summary>A number for whoever reads directories: the user with all groups and capabilities, in a user namespace.</summary>
/// <remarks>Two processes of the same number may read the same directories. Others may too; then each directory must be asked.</remarks>
internal static class ReaderNumber
{
    private const string Status = "/proc/self/status";
    private const string Namespace = "/proc/self/ns/user";

    private static readonly string[] Lines = ["Uid:", "Gid:", "Groups:", "CapEff:"];

    /// <summary>The number of this process; 0 if there is no telling.</summary>
    internal static long OfThisProcess()
    {
        if (!OperatingSystem.IsLinux()) return 0;
        try
        {
            var who = File.ReadLines(Status).Where(line => Lines.Any(start => line.StartsWith(start, StringComparison.Ordinal)));
            return NumberOf(string.Join('\n', who.Append(new FileInfo(Namespace).LinkTarget)));
        }
        catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
        {
            return 0;
        }
    }

    /// <summary>FNV-1a: the number must be the same tomorrow.</summary>
    private static long NumberOf(string who)
    {
        var number = 14_695_981_039_346_656_037;
        foreach (var letter in who) number = unchecked((number ^ letter) * 1_099_511_628_211);
        return unchecked((long)number);
    }
}
