namespace Gateway.Routes;

/// <summary>
/// Every code a <see cref="Mistake"/> can have: a closed list. Scripts match on them and docs/routes.md explains each, so none is renamed.
/// </summary>
internal static class MistakeCode
{
    // The file itself.
    public const string UnreadableFile = "unreadable-file";
    public const string OverlayWithoutFile = "overlay-without-file";
    public const string EmptyFile = "empty-file";
    public const string InvalidUtf8 = "invalid-utf8";
    public const string InvalidJson = "invalid-json";

    // Any member.
    public const string DuplicateMember = "duplicate-member";
    public const string DuplicateValue = "duplicate-value";
    public const string UnknownMember = "unknown-member";
    public const string MissingMember = "missing-member";
    public const string NothingToRemove = "nothing-to-remove";
    public const string ConflictingMembers = "conflicting-members";
    public const string WrongType = "wrong-type";
    public const string EmptyValue = "empty-value";
    public const string BadName = "bad-name";
    public const string BadAddress = "bad-address";
    public const string UnsupportedVersion = "unsupported-version";

    // ${NAME}.
    public const string VariableNotAllowed = "variable-not-allowed";
    public const string VariableNotSet = "variable-not-set";
    public const string BadVariable = "bad-variable";

    // Issuers.
    public const string NoIssuer = "no-issuer";
    public const string DuplicateIssuer = "duplicate-issuer";
    public const string InsecureAddress = "insecure-address";
    public const string UnknownPreset = "unknown-preset";
    public const string WrongIssuerForm = "wrong-issuer-form";
    public const string UnsafeAlgorithm = "unsafe-algorithm";
    public const string UnknownAlgorithm = "unknown-algorithm";
    public const string SecondIntrospection = "second-introspection";
    public const string BadDuration = "bad-duration";

    // Scopes.
    public const string BadScope = "bad-scope";
    public const string UnknownScope = "unknown-scope";
    public const string CircularImplication = "circular-implication";

    // Apis.
    public const string BadPrefix = "bad-prefix";
    public const string DuplicatePrefix = "duplicate-prefix";
    public const string RefusedHeader = "refused-header";
    public const string DuplicateHeader = "duplicate-header";
    public const string BadEncoding = "bad-encoding";
    public const string BadIdentity = "bad-identity";
    public const string BadOpenApi = "bad-openapi";
    public const string BadPointer = "bad-pointer";
    public const string TlsWithoutHttps = "tls-without-https";
    public const string UnusableFile = "unusable-file";
    public const string BadLimit = "bad-limit";
    public const string BadPriority = "bad-priority";
    public const string BadOrigin = "bad-origin";
    public const string BadPathKind = "bad-path-kind";
    public const string BadSize = "bad-size";

    // Operations.
    public const string BadOperation = "bad-operation";
    public const string BadMethod = "bad-method";
    public const string BadTemplate = "bad-template";
    public const string NoRequirement = "no-requirement";
    public const string BadScopes = "bad-scopes";
    public const string TooManyAlternatives = "too-many-alternatives";
    public const string BadCaller = "bad-caller";
    public const string UnknownIssuer = "unknown-issuer";
    public const string WiderThanApi = "wider-than-api";
    public const string BadAcr = "bad-acr";
    public const string MustBeTrue = "must-be-true";
    public const string BadDate = "bad-date";
    public const string LaxerCandidate = "laxer-candidate";
    public const string AmbiguousOperation = "ambiguous-operation";
    public const string ShadowedOperation = "shadowed-operation";
    public const string WeakCatchAll = "weak-catch-all";

    // Yarp.
    public const string RefusedSetting = "refused-setting";
    public const string RefusedTransform = "refused-transform";
    public const string YarpRefuses = "yarp-refuses";
}
