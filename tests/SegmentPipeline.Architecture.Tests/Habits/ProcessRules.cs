using ArchUnitNET.Domain;
using ArchUnitNET.Domain.Dependencies;

namespace SegmentPipeline.Architecture.Tests.Habits;

/// <summary>What belongs to the process, and not to a library that is one of many in it.</summary>
internal static class ProcessRules
{
    private static readonly string[] OfTheProcess = ["System.Console", "System.Environment::Exit(", "System.Environment::FailFast("];

    /// <summary>What a type calls that writes to the terminal, or ends the process.</summary>
    internal static IEnumerable<string> CallsOf(IType type) => type.Dependencies
        .OfType<MethodCallDependency>()
        .Select(call => $"{call.TargetMember.DeclaringType.FullName}::{call.TargetMember.Name}")
        .Where(call => OfTheProcess.Any(start => call.StartsWith(start, StringComparison.Ordinal)))
        .Select(call => $"{type.Name} → {call}");
}
