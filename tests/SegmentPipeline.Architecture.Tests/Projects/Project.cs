using System.Reflection;

namespace SegmentPipeline.Architecture.Tests.Projects;

/// <summary>A project of src, and what its assembly may refer to.</summary>
/// <param name="Name">Name of the assembly.</param>
/// <param name="MayName">Assemblies of this repository to which it may refer.</param>
/// <param name="Packages">How the names of other assemblies begin to which it may refer, besides the base class library.</param>
internal sealed record Project(string Name, string[] MayName, params string[] Packages)
{
    private static readonly string[] BaseClassLibrary = ["System.", "Microsoft.Win32."];

    /// <summary>Whether it is for others to use; else it is the command.</summary>
    internal bool IsLibrary => Name.StartsWith("SegmentPipeline", StringComparison.Ordinal);

    internal Assembly Assembly => Assembly.Load(Name);

    /// <summary>Which of some references it may not have.</summary>
    internal IEnumerable<string> Forbidden(IEnumerable<string> references) => references.Where(reference => !MayRefer(reference));

    public override string ToString() => Name;

    private bool MayRefer(string reference) => MayName.Contains(reference)
        || BaseClassLibrary
            .Concat(Packages).Any(start => reference == start.TrimEnd('.') || reference.StartsWith(start, StringComparison.Ordinal));
}
