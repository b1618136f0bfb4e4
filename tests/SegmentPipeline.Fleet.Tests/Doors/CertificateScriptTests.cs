using System.Diagnostics;
using Microsoft.Extensions.Logging.Testing;
using SegmentPipeline.Scheduling;
using SegmentPipeline.Testing;

namespace SegmentPipeline.Fleet.Tests;

/// <summary>What the script of the samples makes opens doors.</summary>
internal sealed class CertificateScriptTests
{
    [Test]
    public async Task Certificates_OfTheScript_AreThoseOfNodes()
    {
        RequiredTool.Openssl.Require();
        var directory = Directory.CreateTempSubdirectory("segment-certificates-").FullName;
        try
        {
            await RunAsync(directory, "n1");
            await RunAsync(directory, "n2", "n3");

            foreach (var node in (string[])["n1", "n2", "n3"])
            {
                using var doors = FleetDoors.Open(
                    new FleetOptions
                    {
                        Node = node,
                        Nodes = ["n1", "n2", "n3"],
                        Certificate = Path.Combine(directory, $"{node}.pem"),
                        Key = Path.Combine(directory, $"{node}.key"),
                        Authority = Path.Combine(directory, "fleet-ca.pem"),
                    },
                    TimeProvider.System,
                    new FakeLogger());
                Assert.That(doors, Is.Not.Null, node);
            }
        }
        finally
        {
            Directory.Delete(directory, recursive: true);
        }
    }

    private static async Task RunAsync(string directory, params string[] nodes)
    {
        var start = new ProcessStartInfo(
            RequiredTool.Bash.Require(), [ProjectFiles.PathOf("samples/Fleet/make-certificates"), directory, .. nodes]);
        using var script = Process.Start(start)!;
        await script.WaitForExitAsync().Soon();
        Assert.That(script.ExitCode, Is.Zero);
    }
}
