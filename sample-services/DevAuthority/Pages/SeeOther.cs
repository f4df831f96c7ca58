namespace DevAuthority.Pages;

/// <summary>303: the browser goes on with a GET, and does not send the password in the form along (RFC 9700 section 4.12).</summary>
internal sealed class SeeOther(string location) : IResult
{
    public Task ExecuteAsync(HttpContext httpContext)
    {
        httpContext.Response.StatusCode = StatusCodes.Status303SeeOther;
        httpContext.Response.Headers.Location = location;
        return Task.CompletedTask;
    }
}
