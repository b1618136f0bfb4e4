using System.Reflection;
using System.Text.RegularExpressions;

namespace SegmentPipeline.Tests.Conventions;

/// <summary>Habits of the house that no compiler checks.</summary>
internal sealed class ConventionTests
{
    private static readonly string Repository = FindRepository();

    private static readonly string[] WordsThatSayNothing = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Common", "Manager", "Processor", "Misc"];

    private static Assembly[] Assemblies => [typeof(SegmentArchive).Assembly, typeof(ConventionTests).Assembly, typeof(SegmentPipeline.Testing.ArchiveTree).Assembly];

    [Test]
    public void TypesAndNamespaces_SayWhatTheyAre()
    {
        var names = Assemblies.SelectMany(assembly => assembly.GetTypes())
            .Where(type => type.Namespace?.StartsWith("SegmentPipeline", StringComparison.Ordinal) == true)
            .SelectMany(type => type.Namespace!.Split('.').Append(type.Name))
            .Distinct();

        Assert.That(names.Where(name => Words(name).Intersect(WordsThatSayNothing).Any()), Is.Empty);
    }

    [Test]
    public void Dataflow_IsNamedOnlyByTheGraphAndTheFrontDoor()
    {
        var files = SourcesOf("src/SegmentPipeline").Where(file => File.ReadAllText(file).Contains("Dataflow", StringComparison.Ordinal))
            .Select(file => Path.GetFileName(file));

        Assert.That(files.Where(name => name is not ("AuditGraph.cs" or "AuditLine.cs") && !name.StartsWith("SegmentArchive", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Clocks_AreAlwaysATimeProvider()
    {
        var clock = new Regex(@"\bDateTime(Offset)?\.(Utc)?Now\b|\bThread\.Sleep\b|\bTask\.Delay\(\s*\d");

        Assert.That(SourcesOf("src").Concat(SourcesOf("tests")).Where(file => clock.IsMatch(File.ReadAllText(file))).Where(file => !file.EndsWith("ConventionTests.cs", StringComparison.Ordinal)), Is.Empty);
    }

    [Test]
    public void Library_WritesToNoConsoleAndEndsNoProcess()
    {
        var forbidden = new Regex(@"^(?!\s*///).*(\bConsole\.|\bEnvironment\.Exit\b)", RegexOptions.Multiline);

        Assert.That(SourcesOf("src/SegmentPipeline").Where(file => forbidden.IsMatch(File.ReadAllText(file))), Is.Empty);
    }

    [Test]
    public void Library_HasNoStaticState()
    {
        var mutable = typeof(SegmentArchive).Assembly.GetTypes()
            .Where(type => !IsCompilerMade(type))
            .SelectMany(type => type.GetFields(BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly))
            .Where(field => !field.IsInitOnly && !field.IsLiteral && !IsCompilerMade(field))
            .Select(field => $"{field.DeclaringType!.Name}.{field.Name}");

        Assert.That(mutable, Is.Empty);
    }

    [Test]
    public void PublicTypes_AreSealedUnlessTheyAreMeantToBeDerivedFrom()
    {
        var open = typeof(SegmentArchive).Assembly.GetExportedTypes()
            .Where(type => type is { IsClass: true, IsSealed: false, IsAbstract: false } && type != typeof(AuditFailedException));

        Assert.That(open, Is.Empty);
    }

    [Test]
    public void NotesToSelf_AreNotLeftBehind()
    {
        var note = new Regex(@"\b(TO" + "DO|FIX" + @"ME|XX" + @"X)\b|#region");

        Assert.That(SourcesOf("src").Concat(SourcesOf("tests")).Concat(SourcesOf("samples"))
            .Where(file => !file.EndsWith("ConventionTests.cs", StringComparison.Ordinal) && note.IsMatch(File.ReadAllText(file))), Is.Empty);
    }

    private static IEnumerable<string> Words(string name) => Regex.Matches(name, "[A-Z][a-z]*").Select(match => match.Value);

    private static bool IsCompilerMade(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || member.GetCustomAttribute<System.Runtime.CompilerServices.CompilerGeneratedAttribute>() is not null
        || (member.DeclaringType is { } outer && IsCompilerMade(outer));

    private static List<string> SourcesOf(string folder)
    {
        var files = Directory.EnumerateFiles(Path.Combine(Repository, folder), "*.cs", SearchOption.AllDirectories)
            .Where(file => !Regex.IsMatch(file, @"[\\/](obj|bin)[\\/]"))
            .ToList();
        Assert.That(files, Is.Not.Empty, $"there are no sources in {folder}");
        return files;
    }

    private static string FindRepository()
    {
        for (var directory = AppContext.BaseDirectory; directory is not null; directory = Path.GetDirectoryName(directory))
        {
            if (File.Exists(Path.Combine(directory, "Pipeline.sln"))) return directory;
        }

        throw new InvalidOperationException("the tests do not run from within the repository");
    }
}
