#!/usr/bin/env bash
# Everything at once against a gateway in a process of its own: calls, refusals, uploads, events, WebSockets, reloads, for MINUTES (10); then an
# upload and a download of MEBIBYTES (1024). Prints the memory as it goes on; fails if anything fails, or if the memory grows. CI has a short form
# of the same: SoakTests and LargeBodyTests.
set -euo pipefail
cd "$(dirname "$0")/.."

export GATEWAY_SOAK_SECONDS=$((${MINUTES:-10} * 60))
export GATEWAY_SOAK_MEBIBYTES=${MEBIBYTES:-1024}
exec dotnet test tests/Gateway.IntegrationTests --configuration Release --filter "FullyQualifiedName~Gateway.IntegrationTests.Soak" \
  --logger "console;verbosity=detailed" "$@"
