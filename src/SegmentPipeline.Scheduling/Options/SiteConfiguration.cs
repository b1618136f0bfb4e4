using System.Buffers;
using Microsoft.Extensions.Configuration;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>Reads <c>site</c>. The one place that knows its keys.</summary>
internal static class SiteConfiguration
{
    internal const string Key = "site";
    internal const string LinksKey = "links";
    internal const string Example = "{ \"title\": \"Our archive\" }";

    private const int LongestTitle = 100;
    private const int MostLinks = 20;
    private const int LongestHeader = 64;

    internal static readonly SectionReader<SiteOptions> Site = new(
        [
            new("show", PipelineKeyKind.Switch, (site, value) => site.IsShown = value.Switch),
            new("title", PipelineKeyKind.Text, (site, value) => site.Title = value.Text!),
            new("logo", PipelineKeyKind.Text, (site, value) => site.Logo = value.Text),
            new("actions", PipelineKeyKind.Switch, (site, value) => site.HasActions = value.Switch),
            new("tokenFile", PipelineKeyKind.Text, (site, value) => site.TokenFile = value.Text),
            new("tokenEnvironment", PipelineKeyKind.Text, (site, value) => site.TokenEnvironment = value.Text),
            new("userHeader", PipelineKeyKind.Text, (site, value) => site.UserHeader = value.Text),
        ],
        LinksKey);

    internal static readonly SectionReader<SiteLink> Link = new(
    [
        new("text", PipelineKeyKind.Text, (link, value) => link.Text = value.Text),
        new("address", PipelineKeyKind.Text, (link, value) => link.Address = value.Text),
    ]);

    private static readonly SearchValues<char> HeaderCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-");

    /// <summary>What browsers and clients send by themselves.</summary>
    private static readonly string[] OtherHeaders = ["Authorization", "Cookie", "Host", "Origin", "Referer", "User-Agent"];

    private static readonly string[] LogoEndings = [".svg", ".png", ".jpg", ".jpeg", ".webp"];

    /// <summary>Reads the section.</summary>
    /// <param name="section">The section.</param>
    /// <param name="links">The items of its list of links.</param>
    /// <param name="faults">Takes what is wrong.</param>
    internal static SiteOptions Read(IConfigurationSection section, IReadOnlyList<IConfigurationSection> links, List<PipelineFault> faults)
    {
        var site = new SiteOptions();
        Site.Read(section, site, faults, $"{Key}:");
        site.Links = [.. links.Select((item, index) =>
        {
            var link = new SiteLink();
            Link.Read(item, link, faults, $"{Key}:{LinksKey}:{index}:");
            return link;
        })];
        return site;
    }

    /// <summary>Every rule that a site breaks.</summary>
    internal static IEnumerable<PipelineFault> FaultsOf(SiteOptions site)
    {
        if (site.Title.Length > LongestTitle) yield return new($"{Key}:title", $"a title has {LongestTitle} characters at most");
        if (site.Logo is { } logo && !LogoEndings.Contains(Path.GetExtension(logo), StringComparer.OrdinalIgnoreCase))
            yield return new($"{Key}:logo", $"'{logo}' is none of {string.Join(", ", LogoEndings)}");
        if (site is { TokenFile: not null, TokenEnvironment: not null })
            yield return new($"{Key}:tokenFile", "a token is either in a file or in the environment");
        if (site.UserHeader is { } header && !MayNameUsers(header))
            yield return new($"{Key}:userHeader", $"'{header}' is not a header that a proxy names users in; write X-Remote-User");
        if (site.Links.Count > MostLinks) yield return new($"{Key}:{LinksKey}", $"there are {MostLinks} links at most");
        for (var i = 0; i < site.Links.Count; i++)
        {
            var path = $"{Key}:{LinksKey}:{i}:";
            if (string.IsNullOrWhiteSpace(site.Links[i].Text)) yield return new(path + "text", "the link says nothing");
            if (!Uri.TryCreate(site.Links[i].Address, UriKind.Absolute, out var uri)
                || (uri.Scheme != Uri.UriSchemeHttp && uri.Scheme != Uri.UriSchemeHttps))
                yield return new(path + "address", $"'{site.Links[i].Address}' is not an address; write https://HOST/PATH");
        }
    }

    private static bool MayNameUsers(string header) =>
        header.Length is > 0 and <= LongestHeader
        && !header.AsSpan().ContainsAnyExcept(HeaderCharacters)
        && !OtherHeaders.Contains(header, StringComparer.OrdinalIgnoreCase);
}
