using SegmentPipeline.Testing;

namespace SegmentPipeline.Cli.Tests;

/// <summary>Archives that many tests audit.</summary>
internal static class Trees
{
    internal const string Hour = "2026-03-28T22";

    /// <summary>Six seconds without a fault.</summary>
    internal static ArchiveTree Clean()
    {
        var tree = new ArchiveTree();
        tree.Hour(Hour).File(SegmentNames.Full("00:00")).File(SegmentNames.Full("00:02")).File(SegmentNames.Full("00:04"));
        return tree;
    }

    /// <summary>Four seconds without a fault, and suspect segments half a second off that hide them.</summary>
    internal static ArchiveTree Hidden()
    {
        var tree = new ArchiveTree();
        tree.Hour("2026-03-28T21").File(SegmentNames.Suspect("59:59.5"));
        tree.Hour(Hour)
            .File(SegmentNames.Full("00:00")).File(SegmentNames.Suspect("00:01.5"))
            .File(SegmentNames.Full("00:02")).File(SegmentNames.Suspect("00:03.5"));
        return tree;
    }

    /// <summary>One finding of that type.</summary>
    internal static ArchiveTree With(string finding)
    {
        var tree = Clean();
        var hour = tree.Hour(Hour);
        switch (finding)
        {
            case "nothing": break;
            case "hole": hour.File(SegmentNames.Full("00:08")); break;
            case "degraded": hour.File(SegmentNames.Suspect("00:06")); break;
            case "overlap": hour.File(SegmentNames.Full("00:05", "5.0")); break;
            case "bad": hour.File("61:00-2.0-full-x.ts"); break;
            case "stray": tree.Root.Child("c").File("notes.txt"); break;
            case "unreadable": tree.Hour("2026-03-28T23").Unreadable = "permission denied"; break;
            default: throw new ArgumentOutOfRangeException(nameof(finding), finding, "no such finding");
        }

        return tree;
    }

    /// <summary>Two streams with findings of every type, and names that would like to be markup, escape sequences and formulas.</summary>
    internal static ArchiveTree Hostile()
    {
        var tree = new ArchiveTree();
        var hour = tree.Hour("=[red]x", "[bold]q\e[2J\n", Hour);
        hour.File(SegmentNames.Full("00:00")).File(SegmentNames.Full("00:07.5")).File("bad\n[x]-2.0-full-x.ts");
        tree.Root.Child("=[red]x").File("\e]0;title\a.txt");
        tree.Hour("=[red]x", "[bold]q\e[2J\n", "2026-03-28T23").Unreadable = "[bold]denied\n";
        return tree;
    }

    /// <summary>So many hours that an audit that is told to stop has not read all of them.</summary>
    internal static ArchiveTree Long()
    {
        var tree = new ArchiveTree();
        var first = Timestamp.Parse(Hour);
        for (var hour = 0; hour < 3000; hour++)
            tree.Hour(first.AddMicroseconds(hour * Timestamp.MicrosecondsPerHour).Hour.ToString()).File(SegmentNames.Full("00:00"));
        return tree;
    }

    /// <summary>Four streams that differ in everything the report shows.</summary>
    internal static ArchiveTree Varied()
    {
        var tree = new ArchiveTree();
        tree.Hour("desertbus", "source", Hour).File(SegmentNames.Full("00:00", "3600.0"));
        tree.Hour("desertbus", "source", "2026-03-28T23").File(SegmentNames.Full("00:00.010001", "3599.989999"));
        var hour = tree.Hour("desertbus", "480p", Hour);
        for (var second = 0; second < 3000; second += 4)
        {
            hour.File(SegmentNames.Full($"{second / 60:D2}:{second % 60:D2}", second % 3 == 0 ? "2.0" : "4.0"));
        }

        tree.Hour("desertbus", "480p", "2026-03-29T20").File(SegmentNames.Suspect("00:00.5"));
        var other = tree.Hour("other-channel-with-a-long-name", "1080p60", Hour);
        other
            .File(SegmentNames.Partial("00:00"))
            .File(SegmentNames.Full("00:01", "5.0"))
            .File(SegmentNames.Temporary("00:06"))
            .File("notes.txt");
        tree.Hour("other-channel-with-a-long-name", "empty", Hour);
        return tree;
    }
}
