namespace Gateway.Routes;

/// <summary>Where a service's OpenAPI document is: one of the two.</summary>
/// <param name="Path">On the service, with the query if there is one.</param>
/// <param name="File">As the process finds it.</param>
internal sealed record OpenApiSource(string? Path, string? File)
{
    /// <summary>The addresses to ask, in order.</summary>
    public IEnumerable<Uri> AddressesAt(IEnumerable<string> upstreams) => upstreams.Select(upstream => new Uri(new Uri(upstream), Path));
}
