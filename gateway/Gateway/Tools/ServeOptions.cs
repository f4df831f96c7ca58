namespace Gateway.Tools;

/// <summary>What the command line and the environment say about serving.</summary>
/// <param name="Urls">The public listener's addresses, separated by semicolons; null: as configured, else <see cref="Admission.AdmissionStage.DefaultUrls"/>.</param>
/// <param name="Admin">The admin listener's address; on loopback, unless the operator has chosen the admin token.</param>
/// <param name="Environment"><c>Production</c> unless <c>ASPNETCORE_ENVIRONMENT</c> or <c>DOTNET_ENVIRONMENT</c> says otherwise.</param>
internal sealed record ServeOptions(string? Urls, string Admin, string Environment)
{
    public const string DefaultAdmin = "http://127.0.0.1:9901";

    public bool Development => Environment == Environments.Development;
}
