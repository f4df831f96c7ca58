namespace Gateway.BrowserTests;

/// <summary>A document with the operations that the tests call, for a gateway that makes none.</summary>
internal static class StandIn
{
    public static string Of(SampleApi api) =>
        $$"""
        {
          "openapi": "3.1.0",
          "info": { "title": "Example API", "version": "1" },
          "servers": [{ "url": "{{api.Gateway}}" }],
          "tags": [{ "name": "timesheets" }],
          "paths": {
            "/timesheets": { "get": {
              "tags": ["timesheets"], "operationId": "timesheets.list", "summary": "List timesheets",
              "security": [{ "authority": ["read:timesheets"] }], "responses": { "200": { "description": "Done" } } } },
            "/timesheets/{id}": { "delete": {
              "tags": ["timesheets"], "operationId": "timesheets.delete", "summary": "Delete a timesheet",
              "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
              "security": [{ "authority": ["delete:timesheets"] }], "responses": { "204": { "description": "Done" } } } }
          },
          "components": { "securitySchemes": { "authority": {
            "type": "oauth2", "description": "An access token of {{api.Authority}}.",
            "flows": { "authorizationCode": {
              "authorizationUrl": "{{api.Authority}}/authorize", "tokenUrl": "{{api.Authority}}/oauth/token",
              "scopes": { "read:timesheets": "See timesheets", "delete:timesheets": "Delete timesheets" } } } } } }
        }
        """;
}
