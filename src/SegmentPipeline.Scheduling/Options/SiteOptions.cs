namespace SegmentPipeline.Scheduling;

/// <summary>The site that a host shows to people: the key <c>site</c>.</summary>
public sealed class SiteOptions
{
    /// <summary>Whether there is one.</summary>
    /// <value>True.</value>
    public bool IsShown { get; set; } = true;

    /// <summary>What it is called.</summary>
    /// <value><c>SegmentPipeline</c>.</value>
    public string Title { get; set; } = "SegmentPipeline";

    /// <summary>A picture that stands before the title: a file of SVG, PNG, JPEG or WebP.</summary>
    /// <value>None.</value>
    public string? Logo { get; set; }

    /// <summary>Where else those who read it may want to go.</summary>
    /// <value>Nowhere.</value>
    public IReadOnlyList<SiteLink> Links { get; set; } = [];

    /// <summary>Whether audits, verifications and fillings can be started from it. If not, requests can start audits only.</summary>
    /// <value>False: it only shows.</value>
    public bool HasActions { get; set; }

    /// <summary>The file with the token that whoever wants the host to do something has to know.</summary>
    /// <value>None.</value>
    public string? TokenFile { get; set; }

    /// <summary>The variable of the environment with that token.</summary>
    /// <value>None.</value>
    public string? TokenEnvironment { get; set; }

    /// <summary>The header in which a proxy on this machine says who asks; whoever it names may have the host do something.</summary>
    /// <value>None.</value>
    public string? UserHeader { get; set; }
}

/// <summary>A link of a site.</summary>
public sealed class SiteLink
{
    /// <summary>What it says.</summary>
    /// <value>None; it must have one.</value>
    public string? Text { get; set; }

    /// <summary>Where it leads: an address with <c>http:</c> or <c>https:</c>.</summary>
    /// <value>None; it must have one.</value>
    public string? Address { get; set; }
}
