using System.Runtime.InteropServices;
using System.Text.RegularExpressions;

namespace SegmentPipeline.Cli;

/// <summary>The libraries that lie beside the command. Who copies the command alone is told in one line which one is missing, and from
/// where.</summary>
internal static partial class NativeLibraries
{
    /// <summary>What a ledger is stored with.</summary>
    internal const string Sqlite = "e_sqlite3";

    /// <summary>What a PNG map is drawn with.</summary>
    internal const string Skia = "libSkiaSharp";

    /// <summary>Loads a library that will be needed.</summary>
    /// <exception cref="DllNotFoundException">It is not there, or cannot be loaded.</exception>
    internal static void Require(string library) => NativeLibrary.Load(library, typeof(NativeLibraries).Assembly, null);

    /// <summary>The sentence about the library that a fault comes from, or null if it comes from something else.</summary>
    internal static string? AbsenceOf(Exception fault)
    {
        for (var cause = fault; cause is not null; cause = cause.InnerException)
        {
            if (cause is DllNotFoundException && QuotedName().Match(cause.Message) is { Success: true } match)
                return AbsenceOf(match.Groups["name"].Value, AppContext.BaseDirectory);
        }

        return null;
    }

    /// <summary>The sentence about a library.</summary>
    /// <param name="library">Its name, with or without what a system puts around it.</param>
    /// <param name="directory">Where the command lies.</param>
    internal static string AbsenceOf(string library, string directory)
    {
        var file =
            $"{(library.StartsWith("lib", StringComparison.Ordinal) ? "" : "lib")}{library}{(library.EndsWith(".so", StringComparison.Ordinal) ? "" : ".so")}";
        var place = Path.TrimEndingDirectorySeparator(directory);
        return File.Exists(Path.Combine(place, file))
            ? $"{file}, which is beside pipeline ({place}), cannot be loaded on this system: it is damaged, or made for another"
            : $"{file} is not beside pipeline ({place}); copy it there, or install with ./build.sh install or the package";
    }

    [GeneratedRegex("'(?<name>[^'/]+)'", RegexOptions.None, 1_000)]
    private static partial Regex QuotedName();
}
