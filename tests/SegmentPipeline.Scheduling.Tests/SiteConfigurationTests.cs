using System.Text;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling.Tests;

/// <summary>How the site of a host is configured.</summary>
internal sealed class SiteConfigurationTests
{
    [Test]
    public void Site_WithEveryKey_IsReadWhole()
    {
        var (options, faults) = Read("""
            "site":{"show":false,"title":"Our archive","logo":"logo.svg","actions":true,"tokenFile":"/etc/token","userHeader":"X-Remote-User",
                "links":[{"text":"Chat","address":"https://chat.example/"},{"text":"Wiki","address":"http://wiki.example/a?b"}]}
            """);

        Assert.That(faults, Is.Empty);
        var site = options.Site;
        Assert.That((site.IsShown, site.Title, site.Logo, site.HasActions), Is.EqualTo((false, "Our archive", "logo.svg", true)));
        Assert.That((site.TokenFile, site.UserHeader), Is.EqualTo(("/etc/token", "X-Remote-User")));
        Assert.That(site.Links.Select(link => $"{link.Text} {link.Address}"),
            Is.EqualTo(["Chat https://chat.example/", "Wiki http://wiki.example/a?b"]));
    }

    [TestCase("")]
    [TestCase("\"site\":{}")]
    [TestCase("\"site\":null")]
    public void Site_WithoutKeys_ShowsAndDoesNothing(string text)
    {
        var (options, faults) = Read(text);

        Assert.That(faults, Is.Empty);
        Assert.That((options.Site.IsShown, options.Site.Title, options.Site.HasActions), Is.EqualTo((true, "SegmentPipeline", false)));
    }

    [TestCase("\"site\":true", "site: a section is expected")]
    [TestCase("\"site\":{\"titel\":\"x\"}", "site:titel: no such key; did you mean title?")]
    [TestCase("\"site\":{\"actions\":\"yes\"}", "site:actions: ")]
    [TestCase("\"site\":{\"logo\":\"logo.exe\"}", "site:logo: 'logo.exe' is none of ")]
    [TestCase("\"site\":{\"tokenFile\":\"a\",\"tokenEnvironment\":\"B\"}", "site:tokenFile: a token is either in a file or in the environment")]
    [TestCase("\"site\":{\"userHeader\":\"X Remote\"}", "site:userHeader: 'X Remote' is not a header that a proxy names users in")]
    [TestCase("\"site\":{\"userHeader\":\"cookie\"}", "site:userHeader: 'cookie' is not a header that a proxy names users in")]
    [TestCase("\"site\":{\"links\":\"https://a.example\"}", "site:links: a list of sections is expected")]
    [TestCase("\"site\":{\"links\":[{\"text\":\"x\"}]}", "site:links:0:address: '' is not an address")]
    [TestCase("\"site\":{\"links\":[{\"text\":\"x\",\"address\":\"javascript:alert(1)\"}]}",
        "site:links:0:address: 'javascript:alert(1)' is not an address")]
    [TestCase("\"site\":{\"links\":[{\"address\":\"https://a.example\"}]}", "site:links:0:text: the link says nothing")]
    public void Site_ThatIsWrong_IsAFault(string text, string fault) =>
        Assert.That(Read(text).Faults.Select(found => found.ToString()), Has.Exactly(1).StartsWith(fault));

    private static (ServeOptions Options, IReadOnlyList<PipelineFault> Faults) Read(string text)
    {
        var json = $$"""{ "archives":[{"name":"main","root":"/srv/archive"}]{{(text.Length > 0 ? "," : "")}}{{text}} }""";
        var options = new ServeOptions();
        var section = new ConfigurationBuilder().AddJsonStream(new MemoryStream(Encoding.UTF8.GetBytes(json))).Build();
        return (options, ServeConfiguration.Read(section, new PipelineOptions(), options));
    }
}
