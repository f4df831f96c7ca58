namespace DevAuthority.Seeds;

internal enum TokenFormat
{
    Jwt,
    Opaque,
}
