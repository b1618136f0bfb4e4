using System.Reflection;
using System.Text.RegularExpressions;
using Microsoft.Extensions.Logging;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>What docs/serve.md says, and what the code has.</summary>
internal sealed class ServeDocumentTests
{
    private static readonly string Document = ProjectFiles.Read("docs/serve.md");

    [Test]
    public void Events_InTheDocument_AreThoseOfTheCode()
    {
        var declared = EventsOf(typeof(Log)).Concat(EventsOf(typeof(AuditSchedule).Assembly.GetType("SegmentPipeline.Scheduling.Log")!))
            .Select(attribute => $"{attribute.EventId}").Order(StringComparer.Ordinal).ToList();
        var documented = Regex
            .Matches(Document, @"(?m)^\| (\d{3}) \| ")
            .Select(match => match.Groups[1].Value)
            .Order(StringComparer.Ordinal)
            .ToList();

        Assert.That(declared, Is.Unique.And.Not.Empty);
        Assert.That(documented, Is.EqualTo(declared));
    }

    [Test]
    public void Keys_OfEverySection_AreInTheDocument()
    {
        var keys = ServeConfiguration
            .Keys.Concat(ServeConfiguration.ArchiveKeys)
            .Concat(ServeConfiguration.WindowKeys)
            .Concat(ServeConfiguration.ReplicaKeys)
            .Concat(ServeConfiguration.FillKeys)
            .Concat(ServeConfiguration.VerifyKeys)
            .Concat(ServeConfiguration.ReportKeys)
            .Concat(ServeConfiguration.SiteKeys)
            .Concat(ServeConfiguration.LinkKeys);

        Assert.That(keys.Where(key => !Document.Contains($"`{key}`", StringComparison.Ordinal)), Is.Empty);
    }

    [TestCase("/healthz")]
    [TestCase("/readyz")]
    [TestCase("/metrics")]
    [TestCase("/api/archives")]
    [TestCase("/api/archives/NAME")]
    [TestCase("/api/archives/NAME/runs")]
    [TestCase("/api/archives/NAME/holes")]
    [TestCase("/api/archives/NAME/corrupt")]
    [TestCase("/api/archives/NAME/replicas")]
    [TestCase("/api/archives/NAME/excuses")]
    [TestCase("/api/archives/NAME/work")]
    [TestCase("/api/archives/NAME/plan")]
    [TestCase("/api/archives/NAME/coverage")]
    [TestCase("/api/archives/NAME/streams")]
    [TestCase("/api/events")]
    [TestCase("/api/profile")]
    public void Address_OfTheServer_IsInTheDocument(string address) =>
        Assert.That(Document, Does.Contain($"`GET {address}").Or.Contain($"`POST {address}"));

    private static IEnumerable<LoggerMessageAttribute> EventsOf(Type log) =>
        log.GetMethods(BindingFlags.Static | BindingFlags.NonPublic | BindingFlags.Public)
            .Select(method => method.GetCustomAttribute<LoggerMessageAttribute>())
            .OfType<LoggerMessageAttribute>();
}
