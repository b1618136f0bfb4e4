using System.Reflection;
using SegmentPipeline.Architecture.Tests.Projects;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Architecture.Tests.Habits;

/// <summary>Habits of the house that the types of all of src show, and those of tests where it says so.</summary>
internal sealed class TypeTests
{
    private static readonly string[] CountingState = ["Counting._count"];

    /// <summary>Options of audits, to which those of the command add a report and a ledger.</summary>
    private static readonly string[] Extended = ["AuditOptions"];

    /// <summary>Values of one to two parts whose meaning is fixed for good.</summary>
    private static readonly string[] FixedValues =
    [
        nameof(ArchivePath),
        nameof(EntryPath),
        nameof(Hour),
        nameof(StreamId),
        nameof(TimeRange),
        nameof(Timestamp),
        "TimeTick",
        "PipelineFault",
    ];

    private static IEnumerable<Project> Libraries => ProjectTable.All.Where(project => project.IsLibrary);

    private static IEnumerable<Assembly> Assemblies =>
        ProjectTable.All.Select(project => project.Assembly).Append(typeof(ArchiveTree).Assembly).Append(typeof(TypeTests).Assembly);

    [Test]
    public void TypesAndNamespaces_SayWhatTheyAre()
    {
        var names = Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("SegmentPipeline", StringComparison.Ordinal) == true)
            .SelectMany(type => type.Namespace!.Split('.').Append(type.Name))
            .Distinct()
            .ToList();

        Assert.That(names, Has.Count.GreaterThan(500));
        Assert.That(names.Where(name => !TypeRules.SaysWhatItIs(name)), Is.Empty);
    }

    [TestCaseSource(nameof(Libraries))]
    public void Library_HasNoStaticState(Project library) =>
        Assert.That(library.Assembly.GetTypes().SelectMany(TypeRules.StaticState), Is.Empty);

    [TestCaseSource(nameof(Libraries))]
    public void PublicTypes_AreSealedUnlessTheyAreMeantToBeDerivedFrom(Project library) =>
        Assert.That(
            library.Assembly.GetExportedTypes().Where(type => TypeRules.IsOpen(type) && !typeof(Exception).IsAssignableFrom(type))
                .Select(type => type.Name).Except(Extended),
            Is.Empty);

    [TestCaseSource(nameof(Libraries))]
    public void PublicData_IsFilledInByProperties_SoThatItCanGrow(Project library) =>
        Assert.That(
            library.Assembly.GetExportedTypes().Where(TypeRules.IsClosedData).Select(type => type.Name).Except(FixedValues),
            Is.Empty);

    [TestCase("ArchiveManager", false)]
    [TestCase("StringUtils", false)]
    [TestCase("Managed", true)]
    public void Name_ThatSaysNothing_IsRecognised(string name, bool isKept) =>
        Assert.That(TypeRules.SaysWhatItIs(name), Is.EqualTo(isKept));

    [Test]
    public void StaticState_IsRecognised() => Assert.That(TypeRules.StaticState(typeof(Counting)), Is.EqualTo(CountingState));

    [Test]
    public void OpenClass_IsRecognised()
    {
        Assert.That(TypeRules.IsOpen(typeof(AuditFailedException)), Is.True);
        Assert.That(TypeRules.IsOpen(typeof(Counting)), Is.False);
        Assert.That(TypeRules.IsOpen(typeof(IComparable)), Is.False);
    }

    [Test]
    public void ClosedData_IsRecognised()
    {
        Assert.That(TypeRules.IsClosedData(typeof(Positional)), Is.True);
        Assert.That(TypeRules.IsClosedData(typeof(PositionalValue)), Is.True);
        Assert.That(TypeRules.IsClosedData(typeof(FilledIn)), Is.False);
        Assert.That(TypeRules.IsClosedData(typeof(AuditFailedException)), Is.False);
    }

    public sealed record Positional(int Count);

    public readonly record struct PositionalValue(int Count);

    public sealed record FilledIn
    {
        public required int Count { get; init; }
    }

    private sealed class Counting
    {
        private static readonly int First = 1;
        private static int _count = First;

        internal static int Next() => ++_count;
    }
}
