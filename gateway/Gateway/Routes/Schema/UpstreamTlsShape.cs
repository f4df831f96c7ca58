namespace Gateway.Routes.Schema;

/// <summary>The <c>UpstreamTls</c> of an API.</summary>
internal static class UpstreamTlsShape
{
    public static readonly ObjectShape Object = new(
        new Member(
            "ClientCertificateFile",
            Values.TextWithVariables("path"),
            "The certificate that the gateway shows to the service, as PEM, with those between it and its root after it.")
        {
            Otherwise = "this, `CaFile` or both",
            Example = "\"/run/secrets/gateway.pem\"",
        },
        new Member("ClientKeyFile", Values.TextWithVariables("path"), "The key of that certificate, as PEM, not encrypted.")
        {
            Otherwise = "in `ClientCertificateFile`",
            Example = "\"/run/secrets/gateway.key\"",
        },
        new Member(
            "CaFile",
            Values.TextWithVariables("path"),
            "The root certificates, as PEM, from one of which the service's certificate has to come; no others then count. Those in between "
            + "may be in it as well. The certificate is for the host in the address, as always.")
        {
            Otherwise = "what the host trusts",
            Example = "\"/run/secrets/ca.pem\"",
        })
    {
        Rules = Rule.Of("""
            {
              "anyOf": [{ "required": ["ClientCertificateFile"] }, { "required": ["CaFile"] }],
              "dependentRequired": { "ClientKeyFile": ["ClientCertificateFile"] }
            }
            """),
    };
}
