using Yarp.ReverseProxy.Forwarder;

namespace Gateway.Forwarding.Attempts;

/// <summary>Nothing was sent: every destination, or the one that was chosen, is left alone at the moment.</summary>
/// <param name="Rest">For how long.</param>
internal sealed record LeftAlone(TimeSpan Rest) : IForwarderErrorFeature
{
    public ForwarderError Error => ForwarderError.NoAvailableDestinations;

    public Exception? Exception => null;
}
