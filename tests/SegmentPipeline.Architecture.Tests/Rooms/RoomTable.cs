namespace SegmentPipeline.Architecture.Tests.Rooms;

/// <summary>The folders of the engine, from the bottom to the top: a folder may name only folders that stand above its row here.</summary>
internal static class RoomTable
{
    internal static Room[] All { get; } =
    [
        new("Shared", "what several projects link: names as bytes and as text, system calls", ""),
        new("Failures", "what is thrown when a run cannot be had, or cannot be trusted", ""),
        new("Values", "times, hours, streams, places", "Shared"),
        new("Records", "what a report consists of: findings, fates, counts, their words, and their writers",
            "Values Shared") { ReadsOrWrites = true },
        new("Causes", "where losses came from, by what all streams of all copies say", "Records Values"),
        new("Layouts", "where an hour lies and how its names read", "Values Shared"),
        new("Storage", "listing an hour's names, the stamp of a directory, the files of an archive",
            "Layouts Values Failures Shared") { ReadsOrWrites = true },
        new("Hours", "one hour on its way: what to read, what is known of it, its buffers, its segments",
            "Storage Layouts Records Values Shared") { ReadsOrWrites = true },
        new("Requests", "what is asked of an audit, and what it is given along", "Hours Records Values"),
        new("Planning", "which streams and hours an audit is to read",
            "Requests Hours Storage Layouts Records Values Failures Shared") { ReadsOrWrites = true },
        new("Selection", "the best segment of a start", "Hours Storage Layouts Values Shared"),
        new("Coverage", "layers, classes, holes: pure", "Requests Hours Layouts Records Values Failures Shared"),
        new("Remembering", "what there is to remember of an hour, and how it comes back",
            "Hours Storage Layouts Records Values Failures Shared") { ReadsOrWrites = true },
        new("Stages", "the steps of an audit, and their runner",
            "Planning Selection Coverage Remembering Requests Hours Storage Layouts Records Values Failures Shared"),
        new("Sequences", "what a player plays of a range",
            "Stages Planning Coverage Hours Storage Layouts Records Values Failures Shared") { ReadsOrWrites = true },
        new("Explaining", "why a moment is covered as it is",
            "Sequences Stages Planning Selection Coverage Hours Storage Layouts Records Values Failures Shared") { ReadsOrWrites = true },
        new("Publishing", "what an archive shows to other nodes: the names of an hour, their digest, its files",
            "Planning Hours Storage Layouts Values Shared") { ReadsOrWrites = true },
        new("Auditing", "the graph of an audit",
            "Stages Planning Coverage Remembering Requests Hours Storage Layouts Records Values Failures Shared") { IsOfTheGraph = true },
        new(Room.FrontDoor, "the front door",
            "Auditing Publishing Explaining Sequences Stages Planning Requests Hours Storage Layouts Records Values Failures Shared")
        { ReadsOrWrites = true, IsOfTheGraph = true },
    ];
}
