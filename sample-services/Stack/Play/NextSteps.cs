using Stack.Run;

namespace Stack.Play;

/// <summary>What a newcomer can do now: where everything is, and three commands to go on with.</summary>
internal static class NextSteps
{
    public static string For(Addresses at) =>
        $$"""

        Running until Ctrl-C:
          the logical API   {{Addresses.Text(at.Gateway)}}
          try it            {{Addresses.Text(at.Gateway)}}/docs   (log in as alice, mark, ana, olga, pat or lee; the password is NAME-password)
          who may sign in   {{Addresses.Text(at.Authority)}}   (people, clients and their secrets)
          gateway's health  {{Addresses.Text(at.Admin)}}/health/ready

        Get a token, call, then take the right away:

          TOKEN=$(curl -s {{Addresses.Text(at.Authority)}}/oauth/token -d grant_type=client_credentials -d client_id=route-planner \
            -d client_secret=route-planner-secret -d audience={{Tokens.LogicalApi}} | sed 's/.*"access_token":"\([^"]*\)".*/\1/')

          curl -i -H "Authorization: Bearer $TOKEN" '{{Addresses.Text(at.Gateway)}}/geocoding/coordinates?address=Lima'

          sed -i.before 's/"Scopes": "read:geocoding"/"Scopes": "read:images"/' appsettings.routes.json

        The last one, in the repository's root, edits what is allowed: two seconds later the same call is refused, without a restart.
        `mv appsettings.routes.json.before appsettings.routes.json` takes it back.

        """;
}
