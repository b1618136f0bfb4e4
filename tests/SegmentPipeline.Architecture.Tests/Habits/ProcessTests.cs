using ArchUnitNET.Loader;
using SegmentPipeline.Architecture.Tests.Projects;

namespace SegmentPipeline.Architecture.Tests.Habits;

/// <summary>No library writes to the terminal or ends the process.</summary>
internal sealed class ProcessTests
{
    private static IEnumerable<Project> Libraries => ProjectTable.All.Where(project => project.IsLibrary);

    [TestCaseSource(nameof(Libraries))]
    public void Library_WritesToNoConsoleAndEndsNoProcess(Project library)
    {
        var types = new ArchLoader().LoadAssemblies(library.Assembly).Build().Types.ToList();

        Assert.That(types, Has.Count.GreaterThan(10));
        Assert.That(types.SelectMany(ProcessRules.CallsOf), Is.Empty);
    }

    [Test]
    public void ConsoleAndExit_AreRecognised()
    {
        var types = new ArchLoader().LoadAssemblies(typeof(ProcessTests).Assembly).Build().Types;
        var made = types.Single(type => type.Name == nameof(EndsAll));

        Assert.That(ProcessRules.CallsOf(made), Has.One.Contains("Console::WriteLine").And.One.Contains("Environment::Exit"));
    }

    private static class EndsAll
    {
        internal static async Task EndAsync(Task last)
        {
            await last.ConfigureAwait(false);
            Console.WriteLine("ended");
            Environment.Exit(1);
        }
    }
}
