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
              "security": [{ "authority": ["read:timesheets"] }], "responses": { "200": { "description": "Done" } } },
            "post": {
              "tags": ["timesheets"], "operationId": "timesheets.create", "summary": "Hand in a timesheet", "description": "With *markdown*.",
              "deprecated": true, "security": [{ "authority": ["create:timesheets"] }],
              "parameters": [{ "name": "kind", "in": "query", "schema": { "type": "string", "enum": ["work", "leave"] }, "description": "Which." }],
              "requestBody": { "required": true, "content": {
                "application/json": { "schema": { "$ref": "#/components/schemas/Timesheet" } }, "application/xml": { "schema": { "type": "object" } } } },
              "responses": {
                "201": { "description": "Done", "content": { "application/json": { "schema": { "$ref": "#/components/schemas/Timesheet" } } } },
                "403": { "description": "Refused", "content": { "application/problem+json": {
                  "schema": { "type": "object", "properties": { "code": { "type": "string" } } }, "example": { "code": "insufficient_scope" } } } } } } },
            "/timesheets/{id}": { "delete": {
              "tags": ["timesheets"], "operationId": "timesheets.delete", "summary": "Delete a timesheet",
              "parameters": [{ "name": "id", "in": "path", "required": true, "schema": { "type": "integer" } }],
              "security": [{ "authority": ["delete:timesheets"] }], "responses": { "204": { "description": "Done" } } } }
          },
          "components": { "schemas": { "Timesheet": { "type": "object", "required": ["hours"], "properties": {
            "hours": { "type": "integer", "minimum": 0 }, "note": { "type": ["string", "null"] } } } }, "securitySchemes": { "authority": {
            "type": "oauth2", "description": "An access token of {{api.Authority}}.",
            "flows": { "authorizationCode": {
              "authorizationUrl": "{{api.Authority}}/authorize", "tokenUrl": "{{api.Authority}}/oauth/token",
              "scopes": {
                "read:timesheets": "See timesheets", "create:timesheets": "Hand in timesheets", "delete:timesheets": "Delete timesheets" } } } } } }
        }
        """;
}
