#!/usr/bin/env bash
# Measures the product beside its peers and prints the tables of README.md. Takes about half an hour on two cores that do nothing else.
#   PERF_ROUNDS (5), PERF_SECONDS (5) of each run, PERF_SESSIONS (5000000) of the soak
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export HOME="${HOME:-/tmp}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
rounds="${PERF_ROUNDS:-5}" seconds="${PERF_SECONDS:-5}" sessions="${PERF_SESSIONS:-5000000}"
out=artifacts/perf
mkdir -p "$out"

missing=()
command -v wrk >/dev/null || missing+=(wrk)
command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || missing+=(nginx)
if [ ${#missing[@]} -gt 0 ]; then
  root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' apt "${missing[@]}" </dev/null >/dev/null
fi

# Two cores, however many there are.
pin=()
if command -v taskset >/dev/null && [ "$(nproc)" -gt 2 ]; then pin=(taskset -c 0,1); fi

dotnet build perf/Load -c Release -v quiet
dotnet build perf/Micro -c Release -v quiet

echo "## $(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), $(dotnet --version), load average $(cut -d' ' -f1 /proc/loadavg)"
"${pin[@]}" artifacts/bin/Load/release/Polytomic.Connect.Load measure "$PWD/perf" "$rounds" "$seconds" "$sessions"

echo
echo "### Small parts"
echo
(cd "$out" && "${pin[@]}" ../bin/Micro/release/Polytomic.Connect.Micro >micro.log 2>&1)
grep -h '^|' "$out/micro.log"

# One that cannot be published says why and does not stop the rest.
publish() {
  local name=$1
  shift
  rm -rf "${out:?}/$name"
  if ! dotnet publish perf/Slim -c Release -r linux-x64 -o "$out/$name" -warnaserror "$@" >"$out/$name.log" 2>&1; then
    echo "| $name | not published, see $out/$name.log | | |"
    return
  fi
  rm -f "$out/$name"/*.dbg "$out/$name"/*.pdb
  echo "| $name | $(grep -cE 'warning (IL|CS)' "$out/$name.log" || true) | $(du -sm "$out/$name" | cut -f1) | $("$out/$name/Polytomic.Connect.Slim") |"
}

echo
echo "### Trimmed and compiled ahead of time"
echo
echo "| | warnings | MB | |"
echo "| --- | --- | --- | --- |"
publish trimmed -p:PublishTrimmed=true --self-contained
publish native -p:PublishAot=true
