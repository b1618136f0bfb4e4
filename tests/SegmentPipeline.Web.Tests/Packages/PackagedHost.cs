using System.Diagnostics;
using System.Text.RegularExpressions;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests.Packages;

/// <summary>The sample WebHost, built of this build's packages alone: no project of the solution is referenced.</summary>
/// <remarks>Nothing is fetched: packages of others come from the cache that building the solution has filled. Where they do not, the test
/// is skipped and says so.</remarks>
internal sealed class PackagedHost : IDisposable
{
#if DEBUG
    private const string Configuration = "Debug";
#else
    private const string Configuration = "Release";
#endif

    private static readonly string[] Packed =
    [
        "SegmentPipeline",
        "SegmentPipeline.Hosting",
        "SegmentPipeline.Ledger",
        "SegmentPipeline.Scheduling",
        "SegmentPipeline.Web",
    ];

    private readonly DirectoryInfo _directory = Directory.CreateTempSubdirectory("pipeline-packages-");

    internal string Place => _directory.FullName;

    /// <summary>Packs what has been built, and builds the sample of it.</summary>
    internal async Task BuildAsync()
    {
        var cache = Environment.GetEnvironmentVariable("NUGET_PACKAGES")
            ?? Path.Combine(Environment.GetFolderPath(Environment.SpecialFolder.UserProfile), ".nuget", "packages");
        if (!Directory.Exists(cache)) Assert.Ignore($"there is no cache of packages at {cache}; dotnet restore Pipeline.sln makes one");
        var projects = string.Join(';', Packed.Select(name => ProjectFiles.PathOf($"src/{name}/{name}.csproj")));
        Write("pack.proj", $"""
            <Project DefaultTargets="Pack">
              <Target Name="Pack">
                <MSBuild Projects="{projects}" Targets="Pack" Properties="Configuration={Configuration};NoBuild=true;PackageOutputPath={_directory.FullName}/packed/" />
              </Target>
            </Project>
            """);
        Succeeded(await RunAsync("msbuild", "pack.proj", "-nologo", "-v:q", "-nodeReuse:false"));
        foreach (var file in Directory.GetFiles(ProjectFiles.PathOf("samples/WebHost"), "*.cs"))
            File.Copy(file, Path.Combine(_directory.FullName, Path.GetFileName(file)));
        Write(
            "nuget.config",
            $"""<configuration><packageSources><clear /><add key="packed" value="packed" /><add key="cache" value="{cache}" /></packageSources></configuration>"""
        );
        Write("WebHost.csproj", ProjectOfPackages(ProjectFiles.Read("samples/WebHost/WebHost.csproj")));
        var (status, output) = await RunAsync(
            "build",
            "WebHost.csproj",
            "-c",
            "Release",
            "-nologo",
            "-v:q",
            "-nodeReuse:false",
            "-p:UseSharedCompilation=false",
            "-o",
            "out");
        if (Regex.IsMatch(output, "NU1101|NU1102|NU1301|NU5037"))
            Assert.Ignore($"a package of others is not in {cache}; dotnet restore Pipeline.sln fetches it\n{output}");
        Succeeded((status, output));
    }

    /// <summary>Runs it.</summary>
    /// <returns>What it printed.</returns>
    internal async Task<string> OutputAsync(params string[] arguments)
    {
        var (status, output) = await RunAsync([Path.Combine("out", "WebHost.dll"), .. arguments]);
        Succeeded((status, output));
        return output;
    }

    public void Dispose() => _directory.Delete(recursive: true);

    /// <summary>The sample's project, with the package where it has the project, and nothing of what stands above it in this
    /// solution.</summary>
    private string ProjectOfPackages(string project) => project
            .Replace(
                "<ProjectReference Include=\"../../src/SegmentPipeline.Web/SegmentPipeline.Web.csproj\" />",
                "<PackageReference Include=\"SegmentPipeline.Web\" Version=\"*-*\" />",
                StringComparison.Ordinal)
        .Replace("<PropertyGroup>", $"""
            <PropertyGroup>
                <TargetFramework>net10.0</TargetFramework>
                <Nullable>enable</Nullable>
                <ImplicitUsings>enable</ImplicitUsings>
                <UseAppHost>false</UseAppHost>
                <NuGetAudit>false</NuGetAudit>
                <EnableDefaultCompileItems>false</EnableDefaultCompileItems>
                <RestorePackagesPath>{_directory.FullName}/restored</RestorePackagesPath>
            """, StringComparison.Ordinal)
        .Replace("<ItemGroup>", "<ItemGroup>\n    <Compile Include=\"*.cs\" />", StringComparison.Ordinal);

    private void Write(string name, string text) => File.WriteAllText(Path.Combine(_directory.FullName, name), text);

    private async Task<(int Status, string Output)> RunAsync(params string[] arguments)
    {
        // What has started the tests may be MSBuild, which tells those it starts where its own files are.
        string[] free =
        [
            "-u",
            "MSBuildSDKsPath",
            "-u",
            "MSBuildExtensionsPath",
            "-u",
            "MSBUILD_EXE_PATH",
            "-u",
            "MSBuildLoadMicrosoftTargetsReadOnly",
            "DOTNET_NOLOGO=1",
            "dotnet",
        ];
        var start = new ProcessStartInfo(RequiredTool.Env.Require(), [.. free, .. arguments])
        {
            WorkingDirectory = _directory.FullName,
            RedirectStandardOutput = true,
            RedirectStandardError = true,
        };
        using var process = Process.Start(start)!;
        var output = process.StandardOutput.ReadToEndAsync();
        var errors = process.StandardError.ReadToEndAsync();
        await process.WaitForExitAsync();
        return (process.ExitCode, await output + await errors);
    }

    private static void Succeeded((int Status, string Output) run) => Assert.That(run.Status, Is.Zero, run.Output);
}
