using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Fluent.Syntax.Elements.Types;
using static ArchUnitNET.Fluent.ArchRuleDefinition;

namespace SegmentPipeline.Architecture.Tests.Rooms;

/// <summary>The rules of an engine's folders.</summary>
/// <remarks>The library remembers what a predicate has chosen under its description, so no two that choose otherwise may be described
/// alike.</remarks>
/// <param name="rooms">In which folder each type lies.</param>
internal sealed class RoomRules(SourceRooms rooms)
{
    /// <summary>The types of a folder name those of no folder that its row does not have.</summary>
    internal IArchRule OnlyNames(Room room) => Types().That().Are(TypesOf(room))
        .Should().NotDependOnAny(Types().That().FollowCustomPredicate(
            type => rooms.Of(type) is { } other && other != room.Name && !room.MayName.Contains(other),
            $"lie neither in {room} nor in {string.Join(", ", room.MayName)}"));

    /// <summary>The types of a folder have nothing to do with files and streams.</summary>
    internal IArchRule ReadsAndWritesNothing(Room room) => Names(TypesOf(room), "System.IO.");

    /// <summary>The types of a folder know nothing of Dataflow.</summary>
    internal IArchRule KnowsNoDataflow(Room room) => Names(TypesOf(room), "System.Threading.Tasks.Dataflow.");

    /// <summary>A stage names no other stage. What runs several in a row is no stage.</summary>
    internal IArchRule NamesNoOtherStage(IType stage) =>
        Types().That().FollowCustomPredicate(type => IsOf(stage, type), $"are of {stage.Name}")
        .Should().NotDependOnAny(Types().That().FollowCustomPredicate(type => IsStage(type) && !IsOf(stage, type),
            $"are stages other than {stage.Name}"));

    /// <summary>The stages: types of the folder Stages that are called so.</summary>
    internal IEnumerable<IType> StagesOf(ArchUnitNET.Domain.Architecture architecture) => architecture.Types.Where(IsStage);

    private static TypesShouldConjunction Names(GivenTypesConjunction types, string @namespace) => Types().That().Are(types)
        .Should().NotDependOnAny(Types(includeReferenced: true).That().FollowCustomPredicate(
            type => type.FullName.StartsWith(@namespace, StringComparison.Ordinal),
            $"are of {@namespace}"));

    private static bool IsOf(IType stage, IType type) =>
        type.FullName == stage.FullName || type.FullName.StartsWith(stage.FullName + "+", StringComparison.Ordinal);

    private GivenTypesConjunction TypesOf(Room room) =>
        Types().That().FollowCustomPredicate(type => rooms.Of(type) == room.Name, $"lie in {room}");

    private bool IsStage(IType type) => rooms.Of(type) == "Stages" && type.Name.EndsWith("Stage", StringComparison.Ordinal);
}
