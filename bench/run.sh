#!/usr/bin/env bash
# The gateway beside other proxies on this machine: what a request costs each of them. One table, in about 14 minutes; --help has the rest.
# For Debian with the .NET 10 SDK. What is missing is installed, by root; none of it is started as a service.
set -euo pipefail
cd "$(dirname "$0")/.."

missing=""
command -v wrk >/dev/null || missing="$missing wrk"
command -v h2load >/dev/null || missing="$missing nghttp2-client"
command -v haproxy >/dev/null || missing="$missing haproxy"
command -v nginx >/dev/null || missing="$missing nginx-light"
command -v apache2 >/dev/null || missing="$missing apache2"
[ -e /usr/lib/apache2/modules/mod_auth_openidc.so ] || missing="$missing libapache2-mod-auth-openidc"
if [ -n "$missing" ]; then
  install="apt-get install --yes --no-install-recommends$missing"
  [ "$(id -u)" -eq 0 ] || { echo "Missing:$missing. As root: $install" >&2; exit 1; }
  echo "Installing:$missing" >&2
  # Debian starts a service when its package is installed, unless this says no. What was there before is left as it is.
  policy=/usr/sbin/policy-rc.d
  if [ ! -e $policy ]; then
    printf '#!/bin/sh\nexit 101\n' > $policy
    chmod +x $policy
    trap 'rm -f $policy' EXIT
  fi
  export DEBIAN_FRONTEND=noninteractive
  apt-get -o DPkg::Lock::Timeout=300 update -qq
  # shellcheck disable=SC2086 # They are words.
  apt-get -o DPkg::Lock::Timeout=300 install --yes -qq --no-install-recommends $missing >/dev/null
fi

# 1,000 connections, and as many again to the service.
ulimit -n "$(ulimit -Hn)"
# Apart from other builds: those look at the code as well, and that takes longer than compiling it.
build=artifacts/bench/build/SideBySide
dotnet build bench/SideBySide --configuration Release --artifacts-path $build -p:RunAnalyzers=false --verbosity quiet --nologo -consoleLoggerParameters:NoSummary >&2
dotnet $build/bin/Gateway.SideBySide/release/Gateway.SideBySide.dll "$@"
