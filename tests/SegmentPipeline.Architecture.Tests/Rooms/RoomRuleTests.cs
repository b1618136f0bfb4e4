using ArchUnitNET.Fluent;
using ArchUnitNET.Loader;
using Built = ArchUnitNET.Domain.Architecture;

namespace SegmentPipeline.Architecture.Tests.Rooms;

/// <summary>The rules of folders on made-up types that break each of them, and on some that keep them.</summary>
internal sealed class RoomRuleTests
{
    private static readonly Built MadeUp = new ArchLoader().LoadAssemblies(typeof(RoomRuleTests).Assembly).Build();
    private static readonly SourceRooms Rooms = new(typeof(RoomRuleTests).Assembly, "/Rooms/MadeUp/");
    private static readonly RoomRules Rules = new(Rooms);

    [Test]
    public void Room_OfAType_IsTheFolderOfItsSource()
    {
        var rooms = MadeUp.Types
            .Where(type => type.Namespace.FullName.EndsWith("MadeUp", StringComparison.Ordinal) && !type.FullName.Contains('+'))
                .ToDictionary(type => type.Name, Rooms.Of);

        Assert.That(rooms, Is.EqualTo(new Dictionary<string, string?>
        {
            ["IMoment"] = "Values",
            ["Grade"] = "Values",
            ["ReadsAFile"] = "Coverage",
            ["LooksUp"] = "Coverage",
            ["FirstStage"] = "Stages",
            ["SecondStage"] = "Stages",
            ["LinksBlocks"] = "Stages",
            ["KeepsTheRules"] = "Records",
        }));
    }

    [Test]
    public void Folder_ThatNamesAnother_BreaksTheRule()
    {
        Assert.That(IsKept(Rules.OnlyNames(new Room("Coverage", "", "Values"))), Is.False, "it names a stage");
        Assert.That(IsKept(Rules.OnlyNames(new Room("Coverage", "", "Values Stages"))), Is.True);
        Assert.That(IsKept(Rules.OnlyNames(new Room("Records", "", "Values"))), Is.True);
        Assert.That(IsKept(Rules.OnlyNames(new Room("Records", ""))), Is.False, "only the body of a lambda names a value");
    }

    [Test]
    public void Folder_ThatReadsAFile_BreaksTheRule()
    {
        Assert.That(IsKept(Rules.ReadsAndWritesNothing(new Room("Coverage", ""))), Is.False);
        Assert.That(IsKept(Rules.ReadsAndWritesNothing(new Room("Records", ""))), Is.True);
    }

    [Test]
    public void Folder_ThatLinksBlocks_BreaksTheRule()
    {
        Assert.That(IsKept(Rules.KnowsNoDataflow(new Room("Stages", ""))), Is.False);
        Assert.That(IsKept(Rules.KnowsNoDataflow(new Room("Coverage", ""))), Is.True);
    }

    [TestCase("FirstStage", false)]
    [TestCase("SecondStage", true)]
    public void Stage_ThatNamesAnother_BreaksTheRule(string name, bool isKept)
    {
        var stage = Rules.StagesOf(MadeUp).Single(stage => stage.Name == name);

        Assert.That(IsKept(Rules.NamesNoOtherStage(stage)), Is.EqualTo(isKept));
    }

    private static bool IsKept(IArchRule rule) => rule.HasNoViolations(MadeUp);
}
