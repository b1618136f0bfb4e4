using System.Reflection.Metadata;
using System.Reflection.Metadata.Ecma335;
using System.Reflection.PortableExecutable;
using ArchUnitNET.Domain;
using Assembly = System.Reflection.Assembly;

namespace SegmentPipeline.Architecture.Tests.Rooms;

/// <summary>In which folder each type of an assembly was written. Namespaces do not tell: an assembly has one. The symbols beside it do:
/// they name the source of each method, and of types without methods.</summary>
internal sealed class SourceRooms
{
    private static readonly Guid TypeDocuments = new("932E74BC-DBA9-4478-8D46-0F32A7BAB3D3");

    private readonly Dictionary<string, string> _rooms = [];
    private readonly string _top;

    /// <param name="assembly">An assembly with symbols.</param>
    /// <param name="top">The folder whose folders are the rooms, such as <c>/src/SegmentPipeline/</c>. The room of what is linked from
    /// elsewhere is the folder beside it.</param>
    internal SourceRooms(Assembly assembly, string top)
    {
        _top = top;
        using var image = new PEReader(File.OpenRead(assembly.Location));
        if (!image.TryOpenAssociatedPortablePdb(assembly.Location, File.OpenRead, out var provider, out _) || provider is null)
        {
            throw new InvalidOperationException($"{assembly.Location} has no symbols beside it");
        }

        using (provider) Read(image.GetMetadataReader(), provider.GetMetadataReader());
    }

    /// <summary>All rooms in which there are types.</summary>
    internal IEnumerable<string> Rooms => _rooms.Values.Distinct();

    /// <summary>How many types have a room; nested types are part of their outer ones.</summary>
    internal int TypeCount => _rooms.Count;

    /// <summary>The room of a type; null for types of other assemblies and for those that a compiler has made.</summary>
    internal string? Of(IType type) => _rooms.GetValueOrDefault(OuterName(type.FullName));

    private static string OuterName(string fullName)
    {
        var end = fullName.IndexOfAny(['+', '<', '`']);
        return end < 0 ? fullName : fullName[..end];
    }

    private void Read(MetadataReader types, MetadataReader symbols)
    {
        foreach (var handle in types.TypeDefinitions)
        {
            var room = DocumentsOf(types.GetTypeDefinition(handle), handle, symbols)
                .Select(RoomOf).FirstOrDefault(found => found is not null);
            if (room is not null) _rooms.TryAdd(NameOf(types, handle), room);
        }
    }

    /// <summary>The full name of a type's outermost type.</summary>
    private static string NameOf(MetadataReader types, TypeDefinitionHandle handle)
    {
        var type = types.GetTypeDefinition(handle);
        while (!type.GetDeclaringType().IsNil) type = types.GetTypeDefinition(type.GetDeclaringType());
        return OuterName($"{types.GetString(type.Namespace)}.{types.GetString(type.Name)}");
    }

    private static IEnumerable<string> DocumentsOf(TypeDefinition type, TypeDefinitionHandle handle, MetadataReader symbols)
    {
        foreach (var method in type.GetMethods())
        {
            var document = symbols.GetMethodDebugInformation(method).Document;
            if (!document.IsNil) yield return symbols.GetString(symbols.GetDocument(document).Name);
        }

        foreach (var information in symbols.GetCustomDebugInformation(handle).Select(symbols.GetCustomDebugInformation))
        {
            if (symbols.GetGuid(information.Kind) != TypeDocuments) continue;
            var row = symbols.GetBlobReader(information.Value).ReadCompressedInteger();
            yield return symbols.GetString(symbols.GetDocument(MetadataTokens.DocumentHandle(row)).Name);
        }
    }

    /// <summary>The room of a source; null for one that a generator has written.</summary>
    private string? RoomOf(string document)
    {
        var path = document.Replace('\\', '/');
        if (path.Contains("/obj/", StringComparison.Ordinal)) return null;
        var at = path.IndexOf(_top, StringComparison.Ordinal);
        if (at >= 0) return FirstFolder(path[(at + _top.Length)..]) ?? Room.FrontDoor;
        var beside = _top[..(_top.TrimEnd('/').LastIndexOf('/') + 1)];
        at = path.IndexOf(beside, StringComparison.Ordinal);
        return at < 0 ? null : FirstFolder(path[(at + beside.Length)..]);
    }

    private static string? FirstFolder(string path) =>
        path.Contains('/', StringComparison.Ordinal) ? path[..path.IndexOf('/', StringComparison.Ordinal)] : null;
}
