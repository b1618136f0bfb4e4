using System.Buffers;
using SegmentPipeline.Hosting;

namespace SegmentPipeline.Scheduling;

/// <summary>The rules that a configuration can break although each of its values can be read.</summary>
internal static class ServeRules
{
    private const int LongestName = 64;
    private const string Expect = "expect: ";

    private static readonly SearchValues<char> NameCharacters =
        SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    /// <summary>Every rule that the options break.</summary>
    internal static IEnumerable<PipelineFault> FaultsOf(ServeOptions options)
    {
        foreach (var fault in FaultsOf(options.Urls)) yield return fault;
        if (
            options.Otlp is { } otlp
            && !(
                Uri.TryCreate(otlp, UriKind.Absolute, out var uri) && (uri.Scheme == Uri.UriSchemeHttp || uri.Scheme == Uri.UriSchemeHttps))
        )
            yield return new("otlp", $"'{otlp}' is not an address; write http://HOST:4317");
        if (options.Archives.Count == 0) yield return new("archives", "no archive is named; give at least one, such as { \"name\": \"main\", \"root\": \"/srv/archive\" }");
        for (var i = 0; i < options.Archives.Count; i++)
        {
            foreach (var fault in FaultsOf(options.Archives[i], $"archives:{i}:")) yield return fault;
        }

        foreach (var fault in Twice(options)) yield return fault;
        foreach (var fault in NotifyRules.FaultsOf(options)) yield return fault;
        foreach (var fault in SiteConfiguration.FaultsOf(options.Site)) yield return fault;
    }

    private static IEnumerable<PipelineFault> FaultsOf(IReadOnlyList<string> urls)
    {
        if (urls.Count == 0) yield return new("urls", $"there is no address; {ListenAddress.Expected}");
        var taken = new HashSet<ListenAddress>();
        foreach (var url in urls)
        {
            if (!ListenAddress.TryParse(url, out var address))
                yield return new("urls", $"'{url}' is not an address to listen on; {ListenAddress.Expected}");
            else if (address is { Host: "localhost", Port: 0 })
                yield return new(
                    "urls",
                    $"'{url}' would be two ports, one of each loopback address; write http://127.0.0.1:0 or http://[::1]:0");
            else if (address.Port != 0 && !taken.Add(address)) yield return new("urls", $"'{url}' stands there twice");
        }
    }

    private static IEnumerable<PipelineFault> FaultsOf(ScheduledArchive archive, string path)
    {
        if (archive.Name is not { } name) yield return new(path + "name", "the archive has no name");
        else if (FaultOfName(name) is { } cause) yield return new(path + "name", cause);
        if (archive.Audit.Root is null) yield return new(path + "root", "no directory is named; set it to the archive's directory");
        foreach (var fault in PipelineConfiguration.Validate(archive.Audit))
            yield return fault.StartsWith(Expect, StringComparison.Ordinal) ? new(path + "expect", fault[Expect.Length..]) : new(path + "window", fault);
        if (archive.Last is { } last)
        {
            if (last == TimeSpan.Zero) yield return new(path + "window:last", "a window must have some length");
            if (archive.Audit.HasStart || archive.Audit.HasEnd)
                yield return new(path + "window", "a window is either the last days, or has a start and an end");
        }

        if (archive.IsDefault && !archive.IsPublished)
            yield return new(path + "default", "an archive that is not published cannot be the default; set publish to true");
        foreach (var extra in archive.Extras)
        {
            if (StreamId.FaultOf(extra) is { } fault) yield return new(path + "extras", $"'{extra}' {fault}");
        }

        foreach (var fault in ReplicaRules.FaultsOf(archive, path)) yield return fault;
        foreach (var fault in VerifyRules.FaultsOf(archive, path)) yield return fault;
        if (archive.Audit.Budget == TimeSpan.Zero)
            yield return new(path + "budget", "nothing can be done in no time; leave it out for no limit");
        for (var i = 0; i < archive.Reports.Count; i++)
        {
            var report = archive.Reports[i];
            if (report.Output is null) yield return new($"{path}reports:{i}:output", "no file is named");
            else if (report is { Keep: not null, IsDaily: false })
                yield return new($"{path}reports:{i}:keep", $"'{report.Output}' is one file; let output have {{date}} once, in its last part");
        }
    }

    /// <summary>What is wrong with a name; null if nothing is.</summary>
    internal static string? FaultOfName(string name) =>
        name.Length > LongestName || !char.IsAsciiLetterOrDigit(name[0]) || name.AsSpan().ContainsAnyExcept(NameCharacters)
            ? $"'{name}' cannot be a name; use letters, digits, '.', '_' and '-', at most {LongestName} of them, and begin with a letter or a digit"
            : null;

    /// <summary>What two archives cannot share: their name, their ledger, the file of a report, the root if both fill it.</summary>
    private static IEnumerable<PipelineFault> Twice(ServeOptions options)
    {
        var names = new HashSet<string>(StringComparer.OrdinalIgnoreCase);
        var files = new HashSet<string>(StringComparer.Ordinal);
        var filled = new HashSet<string>(StringComparer.Ordinal);
        if (options.Archives.Count(archive => archive.IsDefault) > 1) yield return new("archives", "only one archive can be the default");
        for (var i = 0; i < options.Archives.Count; i++)
        {
            var archive = options.Archives[i];
            if (archive.Name is null) continue;
            if (!names.Add(archive.Name)) yield return new($"archives:{i}:name", $"another archive is called '{archive.Name}' already");
            if (!files.Add(archive.LedgerPath))
                yield return new($"archives:{i}:ledger", $"another archive writes {archive.LedgerPath} already");
            if (archive is { Fill: not null, Audit.Root: { } root } && !filled.Add(ReplicaRules.PathOf(root)))
                yield return new($"archives:{i}:fill", $"another archive fills {root} already");
            for (var j = 0; j < archive.Reports.Count; j++)
            {
                if (archive.Reports[j].Output is { } output && !files.Add(Path.GetFullPath(output)))
                    yield return new($"archives:{i}:reports:{j}:output", $"{output} is written already");
            }
        }
    }
}
