namespace Gateway.Routes;

/// <summary>How the gateway and a service show each other in TLS who they are, where what every process trusts is not enough.</summary>
/// <param name="ClientCertificateFile">The certificate that the gateway shows, PEM; null: none.</param>
/// <param name="ClientKeyFile">Its key; null: it is in the same file.</param>
/// <param name="CaFile">The only authorities whose certificates the service may have, PEM; null: those that the host trusts.</param>
internal sealed record UpstreamTls(NamedFile? ClientCertificateFile, NamedFile? ClientKeyFile, NamedFile? CaFile);
