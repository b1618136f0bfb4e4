using System.Reflection;
using System.Runtime.CompilerServices;
using System.Text.RegularExpressions;

namespace SegmentPipeline.Architecture.Tests.Habits;

/// <summary>Habits of the house that types show.</summary>
internal static class TypeRules
{
    private const BindingFlags OwnStatic = BindingFlags.Static | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private const BindingFlags OwnInstance =
        BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly string[] WordsThatSayNothing = ["Helper", "Helpers", "Util", "Utils", "Utilities", "Common", "Manager",
        "Processor", "Misc"];

    /// <summary>Whether a name, of a type or of a part of a namespace, says what the thing is.</summary>
    internal static bool SaysWhatItIs(string name) =>
        !Regex.Matches(name, "[A-Z][a-z]*").Select(match => match.Value).Intersect(WordsThatSayNothing).Any();

    /// <summary>Fields of a type that the whole process shares and that can change.</summary>
    internal static IEnumerable<string> StaticState(Type type) => IsCompilerMade(type)
        ? []
        : type.GetFields(OwnStatic).Where(field => !field.IsInitOnly && !field.IsLiteral && !IsCompilerMade(field))
            .Select(field => $"{type.Name}.{field.Name}");

    /// <summary>Whether others may derive from a class.</summary>
    internal static bool IsOpen(Type type) => type is { IsClass: true, IsSealed: false, IsAbstract: false };

    /// <summary>Whether a type is data that can only be made with all that it holds today: a record with a public constructor that takes
    /// something. A further property would break whoever calls it.</summary>
    internal static bool IsClosedData(Type type) =>
        type.GetMethod("PrintMembers", OwnInstance) is not null
        && type.GetConstructors().Any(constructor => constructor.GetParameters().Any(parameter => parameter.ParameterType != type));

    private static bool IsCompilerMade(MemberInfo member) =>
        member.Name.Contains('<', StringComparison.Ordinal)
        || member.GetCustomAttribute<CompilerGeneratedAttribute>() is not null
        || (member.DeclaringType is { } outer && IsCompilerMade(outer));
}
