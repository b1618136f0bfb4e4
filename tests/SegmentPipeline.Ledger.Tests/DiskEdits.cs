using SegmentPipeline.Testing;

namespace SegmentPipeline.Ledger.Tests;

/// <summary>What happens to archives between two nights: files come, go and change their names, directories vanish, come back, are put back
/// with the times they had, or are swapped for others.</summary>
internal sealed class DiskEdits(ArchiveBuilder archive, Random random)
{
    private readonly string _aside = Directory.CreateDirectory(archive.Root + "-aside").FullName;

    private static readonly string[] Kinds = ["full", "full", "full", "full", "suspect", "partial", "temp"];
    private int _moved;

    /// <summary>Any of them.</summary>
    /// <returns>What was done.</returns>
    internal string Any() => random.Next(10) switch
    {
        0 or 1 => AddFiles(),
        2 or 3 => OnFile(path => { File.Delete(path); return $"delete {path}"; }),
        4 => OnFile(path =>
        {
            File.Move(path, Path.Combine(Path.GetDirectoryName(path)!, NameOf()), overwrite: true);
            return $"rename {path}";
        }),
        5 => OnFile(path => { File.Move(path, Path.Combine(HourPath(), Path.GetFileName(path)), overwrite: true); return $"move {path}"; }),
        6 => OnHour(path =>
        {
            Directory.Move(path, Path.Combine(_aside, $"{Path.GetFileName(path)}.{_moved++}"));
            return $"put aside {path}";
        }),
        7 => Restore(),
        8 => OnHour(KeepTimes),
        _ => OnFile(Replace),
    };

    /// <summary>Some files in an hour that may be new.</summary>
    internal string AddFiles()
    {
        var hour = HourPath();
        for (var i = random.Next(1, 5); i > 0; i--) File.WriteAllBytes(Path.Combine(hour, NameOf()), new byte[random.Next(3)]);
        return $"add to {hour}";
    }

    /// <summary>Puts another file in the place of one, as a recorder does that writes under another name first. A file that is written over
    /// where it stands is seen when its hour is checked, not before.</summary>
    private string Replace(string path)
    {
        File.WriteAllBytes(path + ".new", new byte[random.Next(3)]);
        File.Move(path + ".new", path, overwrite: true);
        return $"replace {path}";
    }

    /// <summary>Changes an hour, and gives the directory the time of change it had, as a restore from a backup does.</summary>
    private string KeepTimes(string path)
    {
        var time = Directory.GetLastWriteTimeUtc(path);
        File.WriteAllBytes(Path.Combine(path, NameOf()), []);
        if (Directory.GetFiles(path) is [var first, _, ..] && random.Next(2) == 0) File.Delete(first);
        Directory.SetLastWriteTimeUtc(path, time);
        return $"change and keep the times of {path}";
    }

    /// <summary>Puts back an hour that was put aside, whatever stands there now.</summary>
    private string Restore()
    {
        var aside = Directory.GetDirectories(_aside).Order(StringComparer.Ordinal).ToList();
        if (aside.Count == 0) return "restore nothing";
        var chosen = aside[random.Next(aside.Count)];
        var target = Path.Combine(archive.PathOf("c", random.Next(4) == 0 ? "p" : "q"), Path.GetFileName(chosen)[..13]);
        if (Directory.Exists(target)) Directory.Delete(target, recursive: true);
        Directory.CreateDirectory(Path.GetDirectoryName(target)!);
        Directory.Move(chosen, target);
        return $"restore {target}";
    }

    private string OnFile(Func<string, string> edit) => OnHour(hour =>
    {
        var files = Directory.GetFiles(hour);
        return files.Length == 0 ? "nothing" : edit(files.Order(StringComparer.Ordinal).ElementAt(random.Next(files.Length)));
    });

    private string OnHour(Func<string, string> edit)
    {
        var hours = Directory.GetDirectories(archive.Root, "2026*", SearchOption.AllDirectories).Order(StringComparer.Ordinal).ToList();
        return hours.Count == 0 ? "nothing" : edit(hours[random.Next(hours.Count)]);
    }

    private string HourPath() => Directory.CreateDirectory(archive.PathOf(
                    random.Next(8) == 0 ? "d" : "c",
                    "q",
                    new Hour(Timestamp.Parse("2026-03-28T22").Hour.SinceEpoch + random.Next(5)).ToString()))
            .FullName;

    private string NameOf()
    {
        if (random.Next(15) == 0) return $"{random.Next(100)}.ts";
        var second = random.Next(20) == 0 ? 3599 : random.Next(12) * 2;
        var duration = random.Next(10) switch { 0 => "1.99", 1 => "4.0", 2 => "2.011", 3 => "700.0", _ => "2.0" };
        var name = $"{second / 60:D2}:{second % 60:D2}-{duration}-{Kinds[random.Next(Kinds.Length)]}-{SegmentNames.Hash(random.Next(3))}";
        return name + (random.Next(20) == 0 ? ".tombstone" : ".ts");
    }
}
