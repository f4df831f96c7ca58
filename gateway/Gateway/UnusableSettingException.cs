namespace Gateway;

/// <summary>What was configured cannot be used, and to start without it would be less safe than not to start. The message is for people.</summary>
internal sealed class UnusableSettingException(string message) : Exception(message);
