using Gateway.Documents.DocsPage;
using Gateway.Documents.OpenApi;
using Gateway.Documents.OpenApi.Fetching;
using Gateway.Documents.ProblemPages;
using Gateway.Settings;

namespace Gateway.Documents;

/// <summary>
/// What is there to call, and how? What the gateway says of its APIs to those who call them, all of it read from the policy in force, so
/// that nothing is described that is not enforced.
/// </summary>
internal static class DocumentsStage
{
    public static void AddDocuments(this WebApplicationBuilder builder)
    {
        builder.AddSettings<DocsOptions>();
        builder.Services.AddSingleton<DocumentRefresh>();
        builder.Services.AddHostedService(provider => provider.GetRequiredService<DocumentRefresh>());
        builder.Services.AddSingleton<PublishedDocument>();
    }

    public static void MapDocuments(this WebApplication app)
    {
        app.MapProtectedResources(app.Services);
        app.MapOpenApiDocument(app.Services);
        app.MapProblemPages(app.Services);
        app.MapDocsPage(app.Services);
    }
}
