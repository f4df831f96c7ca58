using System.Buffers.Text;
using System.Security.Cryptography;
using System.Text;

namespace Gateway.Observability;

/// <summary>
/// The one credential of the admin listener. <c>Gateway:Admin:TokenFile</c> names the file that holds it, and that is read again whenever
/// it is asked for, so that it can be rotated; without one a token is made at start, for this process only, in a file that only its user
/// can read.
/// </summary>
internal sealed partial class AdminToken : IDisposable
{
    public const string TokenFileSetting = "Gateway:Admin:TokenFile";

    /// <summary>Shorter ones can be found by trying.</summary>
    private const int LengthMin = 32;
    private const int LengthMax = 4 * 1024;

    private readonly ILogger<AdminToken> logger;
    private readonly string? made;

    public AdminToken(AdminListenerOptions options, ILogger<AdminToken> logger)
    {
        this.logger = logger;
        if (options.TokenFile is { Length: > 0 } configured)
        {
            IsConfigured = true;
            File = configured;
            if (Read(configured) is null)
            {
                throw new UnusableSettingException(
                    $"{TokenFileSetting} {configured}: it cannot be read, or holds no token: one line of {LengthMin} or more letters, digits, and -._~+/=.");
            }
        }
        else
        {
            made = Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(32));
            File = Write(made);
        }
    }

    /// <summary>Whether the operator chose it. One of ours is for people on this machine only.</summary>
    public bool IsConfigured { get; }

    /// <summary>Where it can be read; null when it could not be written anywhere, and so nobody has it.</summary>
    public string? File { get; }

    /// <summary>By hash: neither the length nor the first character that differs shows in the time it takes.</summary>
    public bool Is(string presented)
    {
        if ((made ?? Read(File!)) is not { } token)
        {
            LogUnreadable(logger, File!);
            return false;
        }

        return CryptographicOperations.FixedTimeEquals(Hash(presented), Hash(token));
    }

    public void Dispose()
    {
        if (IsConfigured || File is null)
        {
            return;
        }

        try
        {
            System.IO.File.Delete(File);
        }
        catch (Exception remains) when (remains is IOException or UnauthorizedAccessException)
        {
            // It is worth nothing once this process has ended.
        }
    }

    /// <summary>The token in a file; null when it cannot be read or holds none.</summary>
    public static string? Read(string path)
    {
        try
        {
            using var reader = new StreamReader(path, Encoding.ASCII, detectEncodingFromByteOrderMarks: false);
            var content = new char[LengthMax];
            var token = new string(content, 0, reader.ReadBlock(content)).TrimEnd('\r', '\n');
            return token.Length is >= LengthMin and < LengthMax - 2 && token.All(IsTokenCharacter) ? token : null;
        }
        catch (Exception unreadable) when (unreadable is IOException or UnauthorizedAccessException or ArgumentException or NotSupportedException)
        {
            return null;
        }
    }

    private static byte[] Hash(string text) => SHA256.HashData(Encoding.UTF8.GetBytes(text));

    /// <summary>RFC 6750 section 2.1: anything else could not be sent.</summary>
    private static bool IsTokenCharacter(char character) => char.IsAsciiLetterOrDigit(character) || "-._~+/=".Contains(character, StringComparison.Ordinal);

    private string? Write(string token)
    {
        var path = Path.Combine(Path.GetTempPath(), $"gateway-admin-{Base64Url.EncodeToString(RandomNumberGenerator.GetBytes(9))}.token");
        try
        {
            // New, and nobody else's from the first byte: a file that is opened to others and closed to them later has been open to them.
            var options = new FileStreamOptions { Mode = FileMode.CreateNew, Access = FileAccess.Write };
            if (!OperatingSystem.IsWindows())
            {
                options.UnixCreateMode = UnixFileMode.UserRead | UnixFileMode.UserWrite;
            }

            using var file = new FileStream(path, options);
            file.Write(Encoding.ASCII.GetBytes(token));
            return path;
        }
        catch (Exception refused) when (refused is IOException or UnauthorizedAccessException)
        {
            LogNotWritten(logger, path);
            return null;
        }
    }

    [LoggerMessage(3101, LogLevel.Error, "The admin token cannot be read from {Path}; the admin listener answers health only")]
    private static partial void LogUnreadable(ILogger logger, string path);

    [LoggerMessage(3102, LogLevel.Warning, "The admin token cannot be written to {Path}: the admin listener answers health only; set Gateway:Admin:TokenFile")]
    private static partial void LogNotWritten(ILogger logger, string path);
}
