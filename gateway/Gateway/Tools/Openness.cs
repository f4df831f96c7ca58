using Gateway.Routes;

namespace Gateway.Tools;

/// <summary>How far an operation is open, as lists of operations and audits ask it.</summary>
internal static class Openness
{
    private static readonly string[] WritingMethods = ["POST", "PUT", "PATCH", "DELETE"];

    extension(Operation operation)
    {
        public bool IsPublic => operation.Requirement is Requirement.Public;

        /// <summary>Every token opens it, or every user's or machine's: nothing that is asked for was granted to one and not to another.</summary>
        public bool TakesAnyToken => operation.Requirement is Requirement.Token { Scopes: null, Clients: [], Claims: [] };

        public bool IsCatchAll => operation.Template.Contains("{**", StringComparison.Ordinal);

        public bool IsWide => operation.IsPublic || operation.TakesAnyToken || operation.IsCatchAll;

        public bool Writes => operation.Methods.Any(WritingMethods.Contains);
    }
}
