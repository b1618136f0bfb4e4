namespace SegmentPipeline;

/// <summary>An archive that is kept elsewhere, as the stages ask for it.</summary>
/// <remarks>It has no stamps, and nothing of it can be held: what is absent is absent. Sizes are asked one after the other.</remarks>
internal sealed class RemoteStore(RemoteArchive archive) : IArchiveStore
{
    private const int MostNameBytes = 255;
    private const int LevelOfFiles = 3;

    private readonly DirectoryPath _root = DirectoryPath.FromText(archive.Address);

    public DirectoryPath Root => _root;

    public string RootAdvice => "see whether its node runs, and whether the address is right";

    public StoreAbilities Abilities => StoreAbilities.Sizes;

    public async ValueTask<ReadOutcome> ListAsync(DirectoryPath directory, NameList names, CancellationToken cancellationToken)
    {
        names.Clear();
        var place = PlaceOf(directory);
        var listing = await archive.ListAsync(place, cancellationToken).ConfigureAwait(false);
        if (listing.Outcome == ListingOutcome.Absent) return ReadOutcome.Absent;
        if (listing.Outcome == ListingOutcome.Unreadable) return ReadOutcome.Failed(listing.Cause ?? "it cannot be told why");
        foreach (var name in listing.Items)
        {
            if (!CanBeName(name.Span)) return Refuse(names, name.Span);
        }

        var kind = place.Count == LevelOfFiles ? EntryKind.File : EntryKind.Directory;
        foreach (var name in listing.Items) names.Add(name.Span, kind);
        return ReadOutcome.Done;
    }

    public async ValueTask AskSizesAsync(
        DirectoryPath directory,
        NameList names,
        List<SizeQuestion> questions,
        int from,
        CancellationToken cancellationToken)
    {
        for (var at = from; at < questions.Count; at++)
        {
            var question = questions[at];
            var name = names.NameAt(question.NameOffset, question.NameLength).ToArray();
            try
            {
                var size = await archive.GetSizeAsync([.. PlaceOf(directory), name], cancellationToken).ConfigureAwait(false);
                question.Outcome = size is null ? ReadOutcome.Absent : ReadOutcome.Done;
                question.SizeBytes = size ?? 0;
            }
            catch (IOException fault)
            {
                question.Outcome = ReadOutcome.Failed(fault.Message);
            }

            questions[at] = question;
        }
    }

    public ValueTask<DirectoryFingerprint?> StampAsync(DirectoryPath directory, CancellationToken cancellationToken) => default;

    public ValueTask<bool> MayReadAsync(DirectoryPath directory, CancellationToken cancellationToken) => default;

    public ValueTask<Stream> OpenAsync(DirectoryPath directory, ReadOnlyMemory<byte> name, CancellationToken cancellationToken) =>
        archive.OpenAsync([.. PlaceOf(directory), name], cancellationToken);

    /// <summary>The other side sees to it that no link leads out of the archive.</summary>
    public ValueTask<Stream> OpenInsideAsync(DirectoryPath directory, ReadOnlyMemory<byte> name, CancellationToken cancellationToken) =>
        OpenAsync(directory, name, cancellationToken);

    public IHeldDirectory Hold(DirectoryPath directory) => RemoteDirectory.Instance;

    public IHeldDirectory Note(DirectoryPath directory) => RemoteDirectory.Instance;

    public ThreadWaits WaitsOfThread() => default;

    /// <summary>The names from the root to a directory.</summary>
    private List<ReadOnlyMemory<byte>> PlaceOf(DirectoryPath directory)
    {
        var place = new List<ReadOnlyMemory<byte>>(LevelOfFiles);
        var rest = directory.Bytes[_root.Bytes.Length..];
        while (!rest.IsEmpty)
        {
            rest = rest[1..];
            var end = rest.IndexOf((byte)'/');
            if (end < 0) end = rest.Length;
            place.Add(rest[..end].ToArray());
            rest = rest[end..];
        }

        return place;
    }

    private static bool CanBeName(ReadOnlySpan<byte> name) =>
        name.Length is > 0 and <= MostNameBytes
        && !name.ContainsAny((byte)'/', (byte)0)
        && !name.SequenceEqual("."u8)
        && !name.SequenceEqual(".."u8);

    private static ReadOutcome Refuse(NameList names, ReadOnlySpan<byte> name)
    {
        names.Clear();
        var shown = name.Length > MostNameBytes ? $"{RawName.ToText(name[..MostNameBytes])}…" : RawName.ToText(name);
        return ReadOutcome.Failed($"its listing has a name that no file can have: '{shown}'");
    }

    /// <summary>A directory of which nobody can tell whether it is still the same.</summary>
    private sealed class RemoteDirectory : IHeldDirectory
    {
        internal static RemoteDirectory Instance { get; } = new();

        public bool IsCertain => false;

        public HeldState Ask() => HeldState.Same;

        public void Dispose()
        {
        }
    }
}
