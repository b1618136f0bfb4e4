using ArchUnitNET.Domain;
using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using SegmentPipeline.Testing;
using Built = ArchUnitNET.Domain.Architecture;

namespace SegmentPipeline.Architecture.Tests.Rooms;

/// <summary>The arrows between the folders of the engine.</summary>
internal sealed class RoomTests
{
    private static readonly Built Engine = new ArchLoader().LoadAssemblies(typeof(SegmentArchive).Assembly).Build();
    private static readonly SourceRooms Rooms = new(typeof(SegmentArchive).Assembly, "/src/SegmentPipeline/");
    private static readonly RoomRules Rules = new(Rooms);

    private static readonly string[] SomeStages = ["ListStage", "ParseStage", "SelectStage", "StitchStage", "ReportStage"];

    private static IEnumerable<Room> All => RoomTable.All;

    private static IEnumerable<Room> PureRooms =>
        RoomTable.All.Where(room => !room.ReadsOrWrites && room.Name is not ("Stages" or "Auditing"));

    private static IEnumerable<Room> RoomsOutsideTheGraph => RoomTable.All.Where(room => !room.IsOfTheGraph);

    private static IEnumerable<IType> Stages => Rules.StagesOf(Engine);

    [Test]
    public void Types_OfTheEngine_AllLieInAFolderOfTheTable()
    {
        Assert.That(Rooms.Rooms, Is.EquivalentTo(RoomTable.All.Select(room => room.Name)));
        Assert.That(Rooms.TypeCount, Is.GreaterThan(150));
        Assert.That(Engine.Types.Where(type => !type.FullName.Contains('<') && type.FullName.StartsWith("SegmentPipeline.",
            StringComparison.Ordinal) && Rooms.Of(type) is null), Is.Empty);
    }

    [TestCaseSource(nameof(All))]
    public void Row_NamesOnlyRowsBeforeIt(Room room) =>
        Assert.That(room.MayName, Is.SubsetOf(RoomTable.All.TakeWhile(above => above != room).Select(above => above.Name)));

    [TestCaseSource(nameof(All))]
    public void Folder_NamesOnlyTheFoldersOfItsRow(Room room) => Holds(Rules.OnlyNames(room));

    [TestCaseSource(nameof(PureRooms))]
    public void Folder_ThatIsPure_ReadsAndWritesNothing(Room room) => Holds(Rules.ReadsAndWritesNothing(room));

    [TestCaseSource(nameof(RoomsOutsideTheGraph))]
    public void Folder_OutsideTheGraph_KnowsNoDataflow(Room room) => Holds(Rules.KnowsNoDataflow(room));

    [TestCaseSource(nameof(Stages))]
    public void Stage_NamesNoOther(IType stage) => Holds(Rules.NamesNoOtherStage(stage));

    [Test]
    public void Stages_AreAllFound() => Assert.That(Stages.Select(stage => stage.Name), Is.SupersetOf(SomeStages));

    [Test]
    public void Coverage_IsPure_AndNamesNoStore()
    {
        var coverage = RoomTable.All.Single(room => room.Name == "Coverage");

        Assert.That(PureRooms, Does.Contain(coverage));
        Assert.That(coverage.MayName, Does.Not.Contain("Storage"));
    }

    [Test]
    public void Design_HasTheTableOfFolders() =>
        Assert.That(ProjectFiles.Read("docs/design.md"), Does.Contain(string.Join('\n', RoomTable.All.Select(room => room.ToRow()))));

    private static void Holds(IArchRule rule)
    {
        var broken = rule.Evaluate(Engine).Where(result => !result.Passed).Select(result => result.Description);
        Assert.That(broken, Is.Empty);
    }
}
