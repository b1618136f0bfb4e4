using System.Text;

namespace SegmentPipeline.Reports;

/// <summary>The page as it was bundled with this library, with one place left for the data.</summary>
internal sealed record PageTemplate(ReadOnlyMemory<byte> BeforeData, ReadOnlyMemory<byte> AfterData)
{
    private const string DataMark = "{{data}}";

    internal static PageTemplate Load()
    {
        using var resource = typeof(PageTemplate).Assembly.GetManifestResourceStream("page.html")!;
        var page = new byte[resource.Length];
        resource.ReadExactly(page);
        var mark = Encoding.ASCII.GetBytes(DataMark);
        var place = page.AsSpan().IndexOf(mark);
        return new PageTemplate(page.AsMemory(0, place), page.AsMemory(place + mark.Length));
    }
}
