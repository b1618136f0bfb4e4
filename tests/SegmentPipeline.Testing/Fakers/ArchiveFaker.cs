using Bogus;

namespace SegmentPipeline.Testing;

/// <summary>Makes small archives that have everything semantics §1 tells to expect, each from its seed alone.</summary>
internal sealed class ArchiveFaker
{
    private static readonly string[] FirstHours =
    [
        "2026-03-28T22",
        "2026-03-28T22",
        "2026-03-28T22",
        "2026-12-31T21",
        "2024-02-28T22",
        "2023-02-28T23",
        "1969-12-31T22",
        "0001-01-01T01",
        "9999-12-31T20",
    ];

    private static readonly string[] NotHours =
    [
        "2026-02-30T00",
        "2026-03-28T24",
        "2026-03-28t22",
        "2026-03-28 22",
        "2026-3-28T22",
        "2026-03-28T22 ",
        "0000-01-01T00",
        "2026-03-28",
        "2026-03-28T22.bak",
        "ü",
    ];

    private readonly int _seed;
    private readonly bool _faults;
    private readonly Faker _faker;
    private readonly NameFaker _names;
    private readonly ArchiveTree _tree = new();
    private readonly List<long> _moments = [];

    private ArchiveFaker(int seed, bool faults)
    {
        _seed = seed;
        _faults = faults;
        _faker = new Faker { Random = new Randomizer(seed) };
        _names = new NameFaker(_faker, anyBytes: faults);
    }

    private Randomizer Random => _faker.Random;

    /// <summary>An archive with all that can be wrong with a file system: what cannot be read, what vanishes, names of any bytes.</summary>
    internal static FakedArchive WithFaults(int seed) => new ArchiveFaker(seed, faults: true).Make();

    /// <summary>An archive that can be laid out on any disk: all its directories can be listed, all its names are UTF-8.</summary>
    internal static FakedArchive ForDisk(int seed) => new ArchiveFaker(seed, faults: false).Make();

    private FakedArchive Make()
    {
        var requests = new RequestFaker(_faker);
        var tolerance = requests.Tolerance();
        var streams = Random.Int(1, 3);
        for (var i = 0; i < streams; i++) AddStream(tolerance);
        if (Random.Bool(0.1f)) _tree.Root.File(Random.ArrayElement(["stray.txt", "faults.ndjson", ".hidden", "2026-03-28T22"]));
        if (Random.Bool(0.05f))
            _tree
                .Root.Child(Random.ArrayElement(["emotes", "media", ".trash", "lost+found", "$RECYCLE.BIN", "System Volume Information"]))
                .Child("source");
        if (Random.Bool(0.03f)) _tree.Root.Add(new TreeEntry("broken-link", EntryKind.Link));
        var (request, context, now) = requests.Request(tolerance, _moments);
        return new FakedArchive(_seed, _tree, request, context, now, [.. Enumerable.Range(0, 4).Select(_ => requests.AnyRange(_moments))]);
    }

    private void AddStream(long tolerance)
    {
        var channel = _tree.Root.Child(
            Random.ArrayElement(["desertbus", "Desertbus", "loadingreadyrun", "a", "\u00c3\u00a9", @"\x5C", @"\xFF"]));
        if (Random.Bool(0.1f)) channel.File(Random.ArrayElement(["notes.md", ".hidden"]));
        if (Random.Bool(0.03f)) channel.File("chat");
        else if (Random.Bool(0.05f) && channel.Find("chat") is null) channel.Child("chat").Child("2026-03-28T22").File("00:00.json");
        if (_faults && Random.Bool(0.01f)) channel.Unreadable = "Permission denied";
        var quality = channel.Child(Random.ArrayElement(["source", "720p", "1080p60"]));
        if (_faults && Random.Bool(0.01f)) quality.Unreadable = "Permission denied";
        var segments = new StreamFaker(_faker, _names, quality, tolerance, _faults);
        segments.Fill(HourOf(Random.ArrayElement(FirstHours)));
        _moments.AddRange(segments.Moments);
        AddStrays(quality);
        if (_faults) AddUntold(channel, quality);
        foreach (var hour in quality.Entries.Where(e => e.Directory is not null && Hour.TryParse(e.RawName, out _)).ToList())
        {
            AddNoise(hour.Directory!);
            _moments.Add(HourOf(hour.RawName).Start.UnixMicroseconds);
            if (!_faults) continue;
            if (Random.Bool(0.05f)) hour.Directory!.Unreadable = "Input/output error";
            else if (Random.Bool(0.02f)) hour.Directory!.GoneWhenListed = true;
        }
    }

    private void AddStrays(TreeDirectory quality)
    {
        if (Random.Bool(0.05f)) quality.Child(Random.ArrayElement(["lost+found", "@eaDir", "#recycle", "lost+found.bak"]));
        if (Random.Bool(0.1f)) quality.Child(Random.Bool() ? ".hidden" : Utf8(Random.ArrayElement(NotHours)));
        if (Random.Bool(0.1f)) quality.File(Random.ArrayElement(["2026-03-28T05", "notes.txt", ".hidden-file", "00:00-2.0-full-x.ts"]));
        if (Random.Bool(0.02f)) quality.Add(new TreeEntry("2026-03-28T06", EntryKind.Link));
        if (_faults && Random.Bool(0.03f)) quality.File("stray\u00ff\u00fe");
    }

    /// <summary>Entries of the upper levels that cannot be told: directories that can be listed, or not, and what turns out to be
    /// none.</summary>
    private void AddUntold(TreeDirectory channel, TreeDirectory quality)
    {
        if (Random.Bool(0.05f)) quality.Add(Untold("2031-05-05T05"));
        if (Random.Bool(0.03f)) quality.Add(Untold("notes"));
        if (Random.Bool(0.02f)) channel.Add(Untold("480p"));
        if (Random.Bool(0.01f)) _tree.Root.Add(Untold("elsewhere"));
    }

    private TreeEntry Untold(string name)
    {
        var directory = Random.ArrayElement([
            null,
            new TreeDirectory(),
            new TreeDirectory { Unreadable = "Input/output error" },
            new TreeDirectory { GoneWhenListed = true },
        ]);
        return new TreeEntry(name, directory is null ? EntryKind.File : EntryKind.Directory)
        {
            Directory = directory,
            KindFault = "Connection timed out",
        };
    }

    private void AddNoise(TreeDirectory hour)
    {
        for (var i = Random.Int(-2, 3); i > 0; i--) hour.File(_names.Bad(), Random.Int(0, 3));
        for (var i = Random.Int(-2, 2); i > 0; i--) hour.File(_names.Foreign());
        for (var i = Random.Int(-2, 2); i > 0; i--) hour.File(_names.Hidden());
        if (Random.Bool(0.05f)) hour.Child("nested").File(_names.Bad());
        if (Random.Bool(0.05f)) hour.Add(new TreeEntry(_names.Bad(), EntryKind.Directory) { Directory = new TreeDirectory() });
        if (Random.Bool(0.05f)) hour.File(_names.Bad()[..^".ts".Length] + ".tombstone");
    }

    private static Hour HourOf(string text) => Hour.TryParse(text, out var hour) ? hour : throw new FormatException(text);

    private static string Utf8(string text) => System.Text.Encoding.Latin1.GetString(System.Text.Encoding.UTF8.GetBytes(text));
}
