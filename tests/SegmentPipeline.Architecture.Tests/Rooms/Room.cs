namespace SegmentPipeline.Architecture.Tests.Rooms;

/// <summary>A folder of the engine, and what its types may name.</summary>
/// <param name="Name">The folder; <see cref="FrontDoor"/> stands for the files beside the folders.</param>
/// <param name="Holds">What lies in it.</param>
/// <param name="Names">The folders whose types it may name besides its own, with blanks between them.</param>
internal sealed record Room(string Name, string Holds, string Names = "")
{
    internal const string FrontDoor = "SegmentArchive*.cs";

    /// <summary>The folders whose types it may name besides its own.</summary>
    internal string[] MayName => Names.Split(' ', StringSplitOptions.RemoveEmptyEntries);

    /// <summary>Whether its types may name anything of System.IO.</summary>
    internal bool ReadsOrWrites { get; init; }

    /// <summary>Whether its types may name Dataflow.</summary>
    internal bool IsOfTheGraph { get; init; }

    /// <summary>The row of docs/design.md.</summary>
    internal string ToRow()
    {
        var title = Name == FrontDoor ? $"`{Name}`" : $"`{Name}/`";
        return $"| {title} | {Holds} | {(MayName.Length == 0 ? "–" : string.Join(", ", MayName))} |";
    }

    public override string ToString() => Name;
}
