using Gateway.Routes;

namespace Gateway.Documents.OpenApi.Paths;

/// <summary>An operation that OpenAPI cannot tell from another one, which has its place in the document.</summary>
internal sealed record LeftOut(Operation Operation, Operation Other)
{
    public string Reason => $"OpenAPI cannot tell it from {Other.Id}: their paths differ in the names or the constraints of parameters only";
}
