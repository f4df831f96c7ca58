namespace Gateway.Routes.Schema;

/// <summary>The <c>Priority</c> of an API or an operation.</summary>
internal static class PriorityShape
{
    public static readonly ValueShape Value =
        Values.Choice("`\"critical\"`, `\"normal\"` or `\"sheddable\"`", "critical", "normal", "sheddable");
}
