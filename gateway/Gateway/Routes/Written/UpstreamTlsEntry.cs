using Gateway.Routes.Json;
using Gateway.Routes.Schema;
using Yarp.ReverseProxy.Configuration;

namespace Gateway.Routes.Written;

/// <summary>
/// The <c>UpstreamTls</c> of an API. Its files are not looked at here: a policy is judged wherever it is read, and they are where it is
/// used.
/// </summary>
internal static class UpstreamTlsEntry
{
    public static UpstreamTls? Read(ObjectReader api, IEnumerable<DestinationConfig> destinations, MistakeList mistakes)
    {
        if (api.Find("UpstreamTls") is not { } member
            || ObjectReader.Open(member.Value, "\"UpstreamTls\"", mistakes, UpstreamTlsShape.Object.Names) is not { } reader)
        {
            return null;
        }

        if (!reader.Has("ClientCertificateFile") && reader.Has("ClientKeyFile"))
        {
            reader.Require("ClientCertificateFile", reader.Place, "the certificate of that key");
        }
        else if (!reader.Has("ClientCertificateFile") && !reader.Has("CaFile"))
        {
            const string message =
                "\"UpstreamTls\" has neither \"ClientCertificateFile\" nor \"CaFile\"; write one of them, or leave it out";
            mistakes.Add(reader.Place, MistakeCode.MissingMember, message);
        }

        if (destinations.Any(destination => !destination.Address.StartsWith("https://", StringComparison.OrdinalIgnoreCase)))
        {
            const string message = "\"UpstreamTls\" is for services at https, and this one is called by plain http; write an https address";
            mistakes.Add(member.Place, MistakeCode.TlsWithoutHttps, message);
        }

        return new UpstreamTls(File("ClientCertificateFile"), File("ClientKeyFile"), File("CaFile"));

        NamedFile? File(string name) => reader.Text(name) is { } text ? NamedFile.Of(text) : null;
    }
}
