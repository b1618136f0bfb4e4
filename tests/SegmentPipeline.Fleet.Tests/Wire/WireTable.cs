using System.Reflection;
using System.Text;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>What nodes of different versions must agree on, as a text: types that travel or are kept, with what stands for their names and
/// members, interfaces of grains with what stands for their methods, and what states of grains are kept under.</summary>
internal static class WireTable
{
    private const BindingFlags Own = BindingFlags.Instance | BindingFlags.Public | BindingFlags.NonPublic | BindingFlags.DeclaredOnly;

    private static readonly Type[] All = [.. typeof(FleetSilo).Assembly.GetTypes().OrderBy(type => type.FullName, StringComparer.Ordinal)];

    /// <summary>The types that travel or are kept.</summary>
    internal static IEnumerable<Type> Types => All.Where(type => type.IsDefined(typeof(GenerateSerializerAttribute)) && !IsMade(type));

    /// <summary>The interfaces of grains.</summary>
    internal static IEnumerable<Type> Interfaces => All.Where(type => type.IsInterface && typeof(IGrain).IsAssignableFrom(type));

    /// <summary>The name that stands for a type or method in messages; null if it has none.</summary>
    internal static string? AliasOf(MemberInfo member) => member.GetCustomAttribute<AliasAttribute>()?.Alias;

    /// <summary>The members of a type that hold something, with what stands for each; null if nothing does.</summary>
    internal static IEnumerable<(MemberInfo Member, uint? Id, Type Type)> MembersOf(Type type)
    {
        foreach (var property in type.GetProperties(Own).Where(property => FieldOf(property) is not null))
            yield return (property, IdOf(property) ?? IdOf(FieldOf(property)!), property.PropertyType);
        foreach (var field in type.GetFields(Own).Where(field => !field.Name.Contains('<', StringComparison.Ordinal)))
            yield return (field, IdOf(field), field.FieldType);
    }

    /// <summary>All of it.</summary>
    internal static string Make()
    {
        var text = new StringBuilder();
        foreach (var type in Types) Add(text, type);
        foreach (var grain in Interfaces) AddInterface(text, grain);
        foreach (var state in States()) text.Append(state).Append('\n');
        return text.ToString();
    }

    private static void Add(StringBuilder text, Type type)
    {
        text.Append("type ").Append(AliasOf(type)).Append('\n');
        if (type.IsEnum)
        {
            foreach (var value in Enum.GetValuesAsUnderlyingType(type)) text.Append($"  {value} {Enum.GetName(type, value)}\n");
            return;
        }

        foreach (var (member, id, of) in MembersOf(type).OrderBy(member => member.Id)) text.Append($"  {id} {member.Name} {NameOf(of)}\n");
    }

    private static void AddInterface(StringBuilder text, Type grain)
    {
        text.Append($"interface {grain.FullName} {AliasOf(grain)}\n");
        foreach (var method in grain.GetMethods().OrderBy(AliasOf, StringComparer.Ordinal))
        {
            var parameters = string.Join(", ", method.GetParameters().Select(parameter => NameOf(parameter.ParameterType)));
            text.Append($"  {AliasOf(method)}({parameters}) {NameOf(method.ReturnType)}\n");
        }
    }

    private static IEnumerable<string> States() =>
        from type in All
        where typeof(Grain).IsAssignableFrom(type)
        from constructor in type.GetConstructors()
        from parameter in constructor.GetParameters()
        let state = parameter.GetCustomAttribute<PersistentStateAttribute>()
        where state is not null
        select $"state {type.Name}/{state.StateName} {NameOf(parameter.ParameterType.GenericTypeArguments[0])}";

    private static string NameOf(Type type) => type switch
    {
        { IsArray: true } => NameOf(type.GetElementType()!) + "[]",
        { IsGenericType: true } => $"{type.Name[..^2]}<{string.Join(", ", type.GenericTypeArguments.Select(NameOf))}>",
        _ => AliasOf(type) ?? type.Name,
    };

    private static FieldInfo? FieldOf(PropertyInfo property) => property.DeclaringType!.GetField($"<{property.Name}>k__BackingField", Own);

    private static uint? IdOf(MemberInfo member) => member.GetCustomAttribute<IdAttribute>()?.Id;

    /// <summary>Whether the generator has made it.</summary>
    private static bool IsMade(Type type) =>
        type.Namespace?.StartsWith("OrleansCodeGen", StringComparison.Ordinal) == true
        || type.IsDefined(typeof(System.CodeDom.Compiler.GeneratedCodeAttribute));
}
