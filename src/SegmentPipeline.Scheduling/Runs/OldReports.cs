namespace SegmentPipeline.Scheduling;

/// <summary>Removes reports that are not kept any more: files with the name of the new one, but for an older day.</summary>
internal static class OldReports
{
    /// <summary>Removes them. Files of later days, which a wrong clock may have made, are neither counted nor touched, and neither is what
    /// is no plain file or has another name.</summary>
    /// <param name="report">The report; its files have the day in their names.</param>
    /// <param name="written">The file that has just been written; it is the newest.</param>
    /// <exception cref="IOException">Not all could be removed; the first cause.</exception>
    /// <exception cref="UnauthorizedAccessException">Not all may be removed; the first cause.</exception>
    internal static void Remove(ScheduledReport report, string written)
    {
        if (report.Keep is not { } keep || report.DayOf(Path.GetFileName(written)) is not { } today) return;
        Exception? fault = null;
        foreach (var (_, path) in Before(report, Path.GetDirectoryName(written)!, today).OrderByDescending(old => old.Day).Skip(keep - 1))
        {
            try
            {
                File.Delete(path);
            }
            catch (Exception cause) when (cause is IOException or UnauthorizedAccessException)
            {
                fault ??= cause;
            }
        }

        if (fault is not null) throw fault;
    }

    private static List<(DateOnly Day, string Path)> Before(ScheduledReport report, string directory, DateOnly today)
    {
        var old = new List<(DateOnly, string)>();
        foreach (var file in new DirectoryInfo(directory).EnumerateFiles())
        {
            if (report.DayOf(file.Name) is { } day && day < today && !file.Attributes.HasFlag(FileAttributes.ReparsePoint))
                old.Add((day, file.FullName));
        }

        return old;
    }
}
