using System.Text.Json;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Tests.Vectors;

/// <summary>The machine-made cases of semantics §7.</summary>
internal static class VectorFile
{
    private static readonly JsonSerializerOptions Options = new(JsonSerializerDefaults.Web);

    internal static IReadOnlyList<SelectionVector> Selections { get; } = Read<SelectionVector>("selection.jsonl");

    internal static IReadOnlyList<AuditVector> Audits { get; } = Read<AuditVector>("audit.jsonl");

    private static List<T> Read<T>(string name) =>
        [
            .. File.ReadLines(Path.Combine(AppContext.BaseDirectory, "Vectors", name))
                .Select(line => JsonSerializer.Deserialize<T>(line, Options)!),
        ];
}

internal sealed record VectorEntry(string Hour, string Name, long Size);

internal abstract record Vector(string Id, VectorEntry[] Files)
{
    internal ArchiveTree Tree()
    {
        var tree = new ArchiveTree();
        foreach (var file in Files) tree.Hour(file.Hour).File(file.Name, file.Size);
        return tree;
    }

    public sealed override string ToString() => Id;
}

internal sealed record SelectionVector(string Id, VectorEntry[] Files, SelectionQuery[] Queries) : Vector(Id, Files);

internal sealed record SelectionQuery(string Start, string End, string?[] Expect)
{
    internal TimeRange Range => TimeRange.Unordered(Timestamp.Parse(Start), Timestamp.Parse(End));
}

internal sealed record AuditVector(string Id, VectorEntry[] Files, AuditQuery[] Audits) : Vector(Id, Files);

internal sealed record AuditQuery(string[]? Window, AuditExpectation Expect)
{
    internal AuditRequest Request => Window is { } window
        ? new AuditRequest { Start = Timestamp.Parse(window[0]), End = Timestamp.Parse(window[1]) }
        : new AuditRequest();
}

internal sealed record AuditExpectation(
    string? Start,
    string? End,
    Dictionary<string, long> Entries,
    string[] Bad,
    string[][] Holes,
    string[][] Degraded,
    string[][] Overlaps,
    Dictionary<string, long> Microseconds,
    long Discontinuities);
