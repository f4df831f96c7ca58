using System.Net;

namespace Stack.SignIn;

/// <summary>
/// A browser with a person in front of it: it keeps cookies, follows redirects within the authority, fills in the forms it is
/// shown, and stops at a page or at the redirect that leaves for the client.
/// </summary>
internal sealed class AuthorizeBrowser(Uri authority) : IDisposable
{
    private readonly HttpClient http = new(new SocketsHttpHandler { AllowAutoRedirect = false, CookieContainer = new CookieContainer() })
    {
        BaseAddress = authority,
    };

    internal Task<BrowserStop> OpenAsync(string address) => SendAsync(new HttpRequestMessage(HttpMethod.Get, address));

    /// <summary>Sends the form of the page, its hidden fields included.</summary>
    internal Task<BrowserStop> SubmitAsync(BrowserStop page, params (string Name, string Value)[] fields)
    {
        var form = page.HiddenFields.ToDictionary();
        foreach (var (name, value) in fields)
        {
            form[name] = value;
        }

        return SendAsync(new HttpRequestMessage(HttpMethod.Post, page.FormAction) { Content = new FormUrlEncodedContent(form) });
    }

    internal Task<BrowserStop> SignInAsync(BrowserStop loginPage, string user, string password) =>
        SubmitAsync(loginPage, ("username", user), ("password", password));

    internal Task<BrowserStop> EnterCodeAsync(BrowserStop codePage, string code) => SubmitAsync(codePage, ("one_time_code", code));

    internal Task<BrowserStop> AllowAsync(BrowserStop consentPage) => SubmitAsync(consentPage, ("decision", "allow"));

    internal Task<BrowserStop> DenyAsync(BrowserStop consentPage) => SubmitAsync(consentPage, ("decision", "deny"));

    /// <summary>
    /// Opens the address, signs in, gives the one-time code and allows wherever it is asked to, until it leaves for the client or cannot go on.
    /// </summary>
    internal async Task<BrowserStop> AuthorizeAsync(string address, string user, string password, string code = "000000")
    {
        var stop = await OpenAsync(address);
        if (stop.IsLogin)
        {
            stop = await SignInAsync(stop, user, password);
        }

        if (stop.IsCode)
        {
            stop = await EnterCodeAsync(stop, code);
        }

        return stop.IsConsent ? await AllowAsync(stop) : stop;
    }

    public void Dispose() => http.Dispose();

    private async Task<BrowserStop> SendAsync(HttpRequestMessage request)
    {
        using (request)
        {
            using var response = await http.SendAsync(request);
            if (response.Headers.Location is { } location)
            {
                var next = new Uri(authority, location);
                return next.GetLeftPart(UriPartial.Authority) == authority.GetLeftPart(UriPartial.Authority)
                    ? await OpenAsync(next.PathAndQuery)
                    : new BrowserStop(response.StatusCode, response.Headers, "", next);
            }

            return new BrowserStop(response.StatusCode, response.Headers, await response.Content.ReadAsStringAsync(), LeftFor: null);
        }
    }
}
