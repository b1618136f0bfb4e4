using Microsoft.Extensions.DependencyInjection;
using Orleans.Serialization;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>Nodes are renewed one after the other, so those of two versions must understand each other: nothing that travels changes
/// unseen.</summary>
internal sealed class WireTests
{
    private const string Snapshot = "tests/SegmentPipeline.Fleet.Tests/Wire/wire.txt";

    private static IEnumerable<Type> Types => WireTable.Types;

    private static IEnumerable<Type> Interfaces => WireTable.Interfaces;

    /// <summary>A line that is new is an addition; one that changes or goes is a message that older nodes do not understand, and needs
    /// another alias or id. <c>UPDATE_SNAPSHOTS=1</c> writes what is so now.</summary>
    [Test]
    public void All_ThatTravelsOrIsKept_IsAsItWas()
    {
        var table = WireTable.Make();
        if (Environment.GetEnvironmentVariable("UPDATE_SNAPSHOTS") == "1") File.WriteAllText(ProjectFiles.PathOf(Snapshot), table);

        Assert.That(table, Is.EqualTo(ProjectFiles.Read(Snapshot)));
    }

    [TestCaseSource(nameof(Types))]
    public void Type_ThatTravels_HasANameOfItsOwnAndAnIdForEachMember(Type type)
    {
        Assert.That(WireTable.AliasOf(type), Does.StartWith("pipeline."));
        Assert.That(WireTable.Types.Count(other => WireTable.AliasOf(other) == WireTable.AliasOf(type)), Is.EqualTo(1));
        if (type.IsEnum) return;
        var ids = WireTable.MembersOf(type).Select(member => member.Id).ToList();
        Assert.That(ids, Is.Unique.And.None.Null);
    }

    [TestCaseSource(nameof(Interfaces))]
    public void Interface_OfAGrain_HasANameOfItsOwnForItselfAndForEachMethod(Type grain)
    {
        Assert.That(WireTable.AliasOf(grain), Does.StartWith("pipeline."));
        Assert.That(grain.GetMethods().Select(WireTable.AliasOf), Is.Unique.And.None.Null);
    }

    [Test]
    public void Message_OfANewerNode_IsReadWithoutWhatIsNew()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var newer = new NewerPart { Phase = PartPhase.Running, Hours = 7, Cause = "none", Since = [1, 2], Why = new NewerWhy { Words = "so" } };

        var read = serializer.Deserialize<PartStatus>(serializer.SerializeToArray(newer));

        Assert.That(read, Is.EqualTo(new PartStatus { Phase = PartPhase.Running, Hours = 7, Cause = "none" }));
    }

    [Test]
    public void Message_OfAnOlderNode_IsReadWithWhatIsUsualForTheRest()
    {
        using var services = new ServiceCollection().AddSerializer().BuildServiceProvider();
        var serializer = services.GetRequiredService<Serializer>();
        var older = new PartStatus { Phase = PartPhase.Answered, Archive = "main" };

        var read = serializer.Deserialize<NewerPart>(serializer.SerializeToArray(older))!;

        Assert.That(read.Phase, Is.EqualTo(PartPhase.Answered));
        Assert.That((read.Cause, read.Why, read.Since.Count), Is.EqualTo(((string?)null, (NewerWhy?)null, 0)));
    }
}

/// <summary>A <see cref="PartStatus"/> as a later version may have it.</summary>
[GenerateSerializer]
internal sealed record NewerPart
{
    [Id(0)]
    internal required PartPhase Phase { get; init; }

    [Id(1)]
    internal long Hours { get; init; }

    [Id(4)]
    internal string? Cause { get; init; }

    [Id(100)]
    internal IReadOnlyList<int> Since { get; init; } = [];

    [Id(101)]
    internal NewerWhy? Why { get; init; }
}

/// <summary>A type that older versions do not know.</summary>
[GenerateSerializer]
[Alias("pipeline.tests.newer")]
internal sealed record NewerWhy
{
    [Id(0)]
    internal string Words { get; init; } = "";
}
