using System.Net;
using System.Text;
using Microsoft.AspNetCore.Http;

namespace Gateway.IntegrationTests.Forwarding;

/// <summary>That a request arrives at its service as it was sent, under the path that the service knows.</summary>
public sealed class ForwardingTests
{
    [Theory]
    [InlineData("/api", "/")]
    [InlineData("/api/", "/")]
    [InlineData("/API", "/")]
    [InlineData("/api/things/7", "/things/7")]
    [InlineData("/api/things/7/", "/things/7/")]
    [InlineData("/api/things/a%20b?x=1&y=%2F", "/things/a%20b?x=1&y=%2F")]
    [InlineData("/api/files/a/b/c", "/files/a/b/c")]
    [InlineData("/api/files", "/files")]
    public async Task The_prefix_is_removed_and_told(string path, string target)
    {
        await using var api = await Api.StartAsync("'GET /': 'read', 'GET /things/{id}': 'read', 'GET /files/{**rest}': 'read'");
        await api.Gateway.GetAsync(path, api.Issuer.Token("read")).IsFromServiceAsync();
        Assert.Equal((target, "/api"), (api.Service.Only.Target, api.Service.Only.Header("X-Forwarded-Prefix")));
    }

    [Fact]
    public async Task The_prefix_stays_where_the_API_keeps_it()
    {
        await using var api = await Api.StartAsync("'GET /things/{id}': 'read'", api: "'KeepPrefix': true,");
        await api.Gateway.GetAsync("/api/things/7", api.Issuer.Token("read")).IsFromServiceAsync();
        Assert.Equal(("/api/things/7", null), (api.Service.Only.Target, api.Service.Only.Header("X-Forwarded-Prefix")));
    }

    [Fact]
    public async Task A_client_cannot_say_where_it_comes_from()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), r =>
        {
            r.Headers.Add("X-Forwarded-For", "10.0.0.1");
            r.Headers.Add("X-Forwarded-Prefix", "/admin");
            r.Headers.Add("X-Forwarded-Host", "evil");
        }).IsFromServiceAsync();

        var seen = api.Service.Only;
        Assert.Equal(
            ("127.0.0.1", "/api", api.Gateway.Client.BaseAddress!.Authority),
            (seen.Header("X-Forwarded-For"), seen.Header("X-Forwarded-Prefix"), seen.Header("X-Forwarded-Host")));
    }

    [Fact]
    public async Task Method_body_and_answer_pass_through()
    {
        await using var api = await Api.StartAsync("'PUT /': 'read'");
        api.Service.Answer = async context =>
        {
            context.Response.StatusCode = 418;
            context.Response.Headers["X-Answer"] = "yes";
            using var reader = new StreamReader(context.Request.Body);
            await context.Response.WriteAsync("got " + await reader.ReadToEndAsync());
        };
        using var answer = await api.Gateway.SendAsync(
            "PUT", "/api", api.Issuer.Token("read"), r => r.Content = new StringContent("käse", Encoding.UTF8, "text/plain"));

        Assert.Equal((418, "got käse"), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
        Assert.Equal(["yes"], answer.Headers.GetValues("X-Answer"));
    }

    [Theory]
    [InlineData(404)]
    [InlineData(401)]
    [InlineData(500)]
    public async Task What_a_service_answers_is_not_touched(int status)
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        api.Service.Answer = context =>
        {
            context.Response.StatusCode = status;
            return Task.CompletedTask;
        };
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"));
        Assert.Equal((status, ""), ((int)answer.StatusCode, await answer.Content.ReadAsStringAsync()));
    }

    [Fact]
    public async Task Several_destinations_share_the_work()
    {
        await using var one = await RecordingUpstream.StartAsync();
        await using var two = await RecordingUpstream.StartAsync();
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Apis': { 'api': {
                'Prefix': '/api',
                'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } },
                'Yarp': {
                  'Cluster': {
                    'LoadBalancingPolicy': 'RoundRobin',
                    'Destinations': { 'one': { 'Address': '{{one.Url}}' }, 'two': { 'Address': '{{two.Url}}' } }
                  },
                  'Route': { 'Transforms': [{ 'RequestHeader': 'X-From', 'Set': 'transform' }] }
                }
              } }
            }
            """);
        for (var i = 0; i < 4; i++)
        {
            await gateway.GetAsync("/api").IsFromServiceAsync();
        }

        Assert.Equal((2, 2), (one.Seen.Count, two.Seen.Count));
        Assert.All(one.Seen, seen => Assert.Equal("transform", seen.Header("X-From")));
    }

    [Fact]
    public async Task A_service_that_is_down_is_502_and_its_address_does_not_show()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        var address = new Uri(api.Service.Url);
        await api.Service.DisposeAsync();

        var (body, _) = await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");
        Assert.DoesNotContain(address.Port.ToString(System.Globalization.CultureInfo.InvariantCulture), body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_does_not_answer_in_time_is_504()
    {
        await using var api = await Api.StartAsync(
            "'GET /': 'read'", api: "'Yarp': { 'Cluster': { 'HttpRequest': { 'ActivityTimeout': '00:00:00.2' } } },");
        var never = new TaskCompletionSource();
        api.Service.Answer = _ => never.Task;
        using var answer = await api.Gateway.GetAsync("/api", api.Issuer.Token("read"));
        never.SetResult();

        Assert.Equal((HttpStatusCode.GatewayTimeout, TimeSpan.FromSeconds(5)), (answer.StatusCode, answer.Headers.RetryAfter?.Delta));
    }

    [Fact]
    public async Task An_API_may_limit_the_whole_time_of_a_call()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'", api: "'Yarp': { 'Route': { 'Timeout': '00:00:00.2' } },");
        var never = new TaskCompletionSource();
        api.Service.Answer = _ => never.Task;
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(504, "service_timeout");
        never.SetResult();
    }

    [Fact]
    public async Task An_operation_has_its_own_time()
    {
        await using var api = await Api.StartAsync("'GET /': 'read', 'GET /slow': { 'Scopes': 'read', 'Timeout': '5m' }", api: "'Timeout': '1s',");
        var release = new TaskCompletionSource();
        api.Service.Answer = context => TestAnswer.After(release.Task, answer => answer.Response.WriteAsync("reached"))(context);
        var slow = api.Gateway.GetAsync("/api/slow", api.Issuer.Token("read"));
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(504, "service_timeout");
        Assert.False(slow.IsCompleted);
        release.SetResult();
        await slow.IsFromServiceAsync();
    }

    [Fact]
    public async Task A_session_whose_destination_is_gone_is_503()
    {
        await using var api = await Api.StartAsync(
            "'GET /': 'read'",
            api: """
                 'Yarp': { 'Cluster': { 'SessionAffinity': {
                   'Enabled': true, 'Policy': 'CustomHeader', 'FailurePolicy': 'Return503Error', 'AffinityKeyName': 'X-Session'
                 } } },
                 """);
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read"), r => r.Headers.Add("X-Session", "gone"))
            .IsRefusedAsync(503, "service_unavailable");
    }

    [Fact]
    public async Task A_header_that_cannot_be_sent_on_is_the_clients_fault_and_not_the_services()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        foreach (var value in new[] { "J\u00C3\u00BCrgen", "del\u007F", "\u0001" })
        {
            var answer = await RawHttp.SendAsync(
                api.Gateway.Client.BaseAddress!, "GET /api HTTP/1.1", "Host: x", $"Authorization: Bearer {api.Issuer.Token("read")}", $"X-Name: {value}");
            Assert.StartsWith("HTTP/1.1 400 ", answer, StringComparison.Ordinal);
        }

        Assert.Empty(api.Service.Seen);
    }

    [Fact]
    public async Task What_went_wrong_is_in_the_log_and_not_in_the_answer()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        await api.Service.DisposeAsync();
        var (body, _) = await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");
        Assert.Contains("Failed: service_unreachable (Request) at api GET /", api.Gateway.Log.Text, StringComparison.Ordinal);
        Assert.DoesNotContain("(Request)", body.GetRawText(), StringComparison.Ordinal);
    }

    [Fact]
    public async Task A_service_that_hangs_up_without_an_answer_is_502()
    {
        await using var api = await Api.StartAsync("'GET /': 'read'");
        api.Service.Answer = context =>
        {
            context.Abort();
            return Task.CompletedTask;
        };
        await api.Gateway.GetAsync("/api", api.Issuer.Token("read")).IsRefusedAsync(502, "service_unreachable");
    }

    [Fact]
    public async Task Without_a_healthy_destination_it_is_503()
    {
        using var nobody = new ClosedPort();
        await using var gateway = await TestGateway.StartAsync(
            $$"""
            {
              'Version': 1,
              'Apis': { 'api': {
                'Prefix': '/api', 'Upstream': '{{nobody.Url}}',
                'Operations': { 'GET /': { 'Public': true, 'Why': 'test' } },
                'Yarp': { 'Cluster': { 'HealthCheck': {
                  'AvailableDestinationsPolicy': 'HealthyAndUnknown',
                  'Passive': { 'Enabled': true, 'Policy': 'TransportFailureRate', 'ReactivationPeriod': '00:10:00' }
                } } }
              } }
            }
            """);

        var codes = new List<int>();
        for (var i = 0; i < 50 && !codes.Contains(503); i++)
        {
            using var answer = await gateway.GetAsync("/api");
            codes.Add((int)answer.StatusCode);
        }

        Assert.Equal(503, codes[^1]);
        Assert.All(codes, code => Assert.Contains(code, new[] { 502, 503 }));
    }

    [Fact]
    public async Task A_body_over_the_limit_is_413()
    {
        await using var api = await Api.StartAsync("'POST /': 'read'", api: "'Yarp': { 'Route': { 'MaxRequestBodySize': 10 } },");
        await api.Gateway.SendAsync("POST", "/api", api.Issuer.Token("read"), r => r.Content = new StringContent("more than ten bytes"))
            .IsRefusedAsync(413, "body_too_large");
    }
}
