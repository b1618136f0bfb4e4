using SegmentPipeline.Testing;

namespace SegmentPipeline.Web.Tests;

/// <summary>What a host's tracing sees of requests.</summary>
[NonParallelizable]
internal sealed class RequestTracingTests
{
    [Test]
    public async Task Activities_OfRequests_LieInTheCallersTraceAndSayHowTheyWereAnswered()
    {
        using var heard = new HeardActivities();
        using var caller = heard.StartCaller();
        await using (var server = await RunningServer.StartAsync())
        {
            await server.GetAsync("/api/archives/main");
            using var absent = await server.Client.GetAsync("/api/archives/none");
        }

        // The server has stopped, and so have the activities of all its requests.
        var requests = heard.InTraceOf(caller).Where(activity => activity.OperationName == "request").ToList();
        Assert.That(requests.Select(request => request.GetTagItem("http.request.method")), Is.EqualTo(["GET", "GET"]));
        Assert.That(requests.Select(request => request.GetTagItem("http.route")), Is.All.EqualTo("/api/archives/{name}"));
        Assert.That(requests.Select(request => request.GetTagItem("http.response.status_code")), Is.EqualTo([200, 404]));
    }
}
