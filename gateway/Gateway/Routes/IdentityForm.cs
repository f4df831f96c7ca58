namespace Gateway.Routes;

/// <summary>In which form a service is told who calls.</summary>
[Flags]
internal enum IdentityForm
{
    /// <summary>Plain headers, worth as much as the network between gateway and service.</summary>
    Headers = 1,

    /// <summary>Signed by the gateway, so that the service can tell the gateway's word from anybody else's.</summary>
    Assertion = 2,

    Both = Headers | Assertion,
}
