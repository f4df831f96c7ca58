using Gateway.Downstream;

namespace Services;

/// <summary>What kind of caller the gateway found, asked in words.</summary>
internal static class Callers
{
    extension(GatewayUser user)
    {
        /// <summary>The client calls for itself: no user is involved.</summary>
        public bool IsMachine => user.Caller == "machine";
    }
}
