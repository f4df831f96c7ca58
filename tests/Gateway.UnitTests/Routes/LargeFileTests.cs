using Gateway.Routes.Checks;
using Gateway.Routes.Written;
using Gateway.Testing.Policies;

namespace Gateway.UnitTests.Routes;

/// <summary>A file with as many operations as a large company has. How long it takes is measured by a benchmark, not asserted.</summary>
public sealed class LargeFileTests
{
    private const int Operations = 10_000;

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(500, false)]
    public void A_file_with_10000_operations_is_read(int apis, bool tenants)
    {
        var policy = LargePolicy.Of(Operations, apis, tenants);

        var table = RoutesFiles.Compile(PolicyText.Of(policy));

        Assert.Equal(
            policy.Operations.Select(written => $"{written.Api.Name} {written.Operation.Method} {written.Operation.Path}"),
            table.Operations.Select(operation => operation.Id));
        Assert.Equal(Operations, table.Routes.Select(route => route.RouteId).Distinct().Count());
        Assert.Equal(Operations, table.Operations.Select(operation => operation.Place).Distinct().Count());
    }

    [Theory]
    [InlineData(1, false)]
    [InlineData(1, true)]
    [InlineData(500, false)]
    public void Each_operation_is_compared_with_few_others(int apis, bool tenants)
    {
        var tree = new TemplateTree();
        var compared = 0;
        foreach (var (number, (api, operation)) in LargePolicy.Of(Operations, apis, tenants).Operations.Index())
        {
            var template = PathTemplate.Parse(api.Prefix, operation.Path).Template!;
            compared += tree.Near(template).Length;
            tree.Add(template, number);
        }

        Assert.InRange(compared, 1, 10 * Operations);
    }
}
