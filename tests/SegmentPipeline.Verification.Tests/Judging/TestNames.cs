using System.Security.Cryptography;
using System.Text;

namespace SegmentPipeline.Verification.Tests.Judging;

/// <summary>Names for content that is made up.</summary>
internal static class TestNames
{
    /// <summary>The name of a segment that has the hash of some content and promises some length.</summary>
    internal static SegmentName For(ReadOnlySpan<byte> content, decimal seconds, string kind = "full")
    {
        var hash = Convert.ToBase64String(SHA256.HashData(content)).TrimEnd('=').Replace('+', '-').Replace('/', '_');
        var text = FormattableString.Invariant($"10:00.0-{seconds:0.0#####}-{kind}-{hash}.ts");
        Assert.That(SegmentName.TryParse(Encoding.ASCII.GetBytes(text), out var name), Is.True, text);
        return name;
    }
}
