#!/usr/bin/env bash
# Measures the product beside its peers and prints the tables of README.md; nobody has to watch. Half an hour on two cores that do nothing else.
#   perf/run.sh [--quick] [--readme] [part...]     parts: post floor policies pages start-up waiters micro publish soak; all of them by default
#   --quick    every part in a few minutes: to see that it runs, not for numbers
#   --readme   puts the tables into perf/README.md
#   PERF_ROUNDS (3), PERF_SECONDS (5) of each run, PERF_WARMUP (20) seconds, PERF_STARTUPS (10), PERF_SESSIONS (5000000) of the soak
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export HOME="${HOME:-/tmp}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
out="$PWD/artifacts/perf"
tables="$out/tables.md"
mkdir -p "$out"

readme=
parts=()
for argument in "$@"; do
  case "$argument" in
    --quick)
      export PERF_QUICK=1 PERF_ROUNDS="${PERF_ROUNDS:-1}" PERF_SECONDS="${PERF_SECONDS:-2}" PERF_WARMUP="${PERF_WARMUP:-2}" PERF_STARTUPS="${PERF_STARTUPS:-2}" PERF_SESSIONS="${PERF_SESSIONS:-50000}"
      ;;
    --readme) readme=1 ;;
    post | floor | policies | pages | start-up | waiters | micro | publish | soak) parts+=("$argument") ;;
    *) sed -n '2,6s/^# *//p' "$0" >&2; exit 2 ;;
  esac
done
[ ${#parts[@]} -gt 0 ] || parts=(post floor policies pages start-up waiters micro publish soak)

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

dotnet build perf/Load -c Release -v quiet >"$out/build.log" || { cat "$out/build.log" >&2; exit 1; }
dotnet build perf/Micro -c Release -v quiet >"$out/build.log" || { cat "$out/build.log" >&2; exit 1; }

micro() {
  printf '\n### Small parts\n'
  rm -rf "$out/BenchmarkDotNet.Artifacts"
  (cd "$out" && "${pin[@]}" ../bin/Micro/release/Polytomic.Connect.Micro) >"$out/micro.log" 2>&1
  for report in "$out"/BenchmarkDotNet.Artifacts/results/*-report-github.md; do
    name=$(basename "$report" Benchmarks-report-github.md)
    printf '\n%s:\n\n' "${name##*.}"
    grep '^|' "$report"
  done
}

publish() {
  printf '\n### Trimmed and compiled ahead of time\n\n| | warnings | MB | makes a connection with itself, five times |\n| --- | --- | --- | --- |\n'
  publish_one trimmed -p:PublishTrimmed=true --self-contained
  publish_one native -p:PublishAot=true
}

# One that cannot be published says why and does not stop the other.
publish_one() {
  local name=$1 starts=()
  shift
  rm -rf "${out:?}/$name" "$out/../obj/Slim" "$out/../bin/Slim"
  if ! dotnet publish perf/Slim -c Release -r linux-x64 -o "$out/$name" "$@" >"$out/$name.log" 2>&1; then
    echo "| $name | not published, see $out/$name.log | | |"
    return
  fi
  rm -f "$out/$name"/*.dbg "$out/$name"/*.pdb
  for _ in 1 2 3 4 5; do starts+=("$("${pin[@]}" "$out/$name/Polytomic.Connect.Slim")"); done
  echo "| $name | $(grep -oE 'warning [A-Z]+[0-9]+' "$out/$name.log" | sort -u | wc -l) | $(du -sm "$out/$name" | cut -f1) | $(printf '%s; ' "${starts[@]}" | sed 's/; $//') |"
}

measure() {
  echo "$(nproc) cores, $(sed -n 's/^model name.*: //p' /proc/cpuinfo | head -n 1), .NET SDK $(dotnet --version), $(date -u +%F)${PERF_QUICK:+, quick: no numbers to go by}."
  for part in "${parts[@]}"; do
    echo "$(date +%T) $part, load average $(cut -d' ' -f1 /proc/loadavg)" >&2
    case "$part" in
      micro | publish) "$part" || printf '\n%s failed: see %s\n' "$part" "$out" ;;
      *) "${pin[@]}" artifacts/bin/Load/release/Polytomic.Connect.Load measure "$part" "$PWD/perf" 2>"$out/$part.log" || printf '\n%s failed: see %s\n' "$part" "$out/$part.log" ;;
    esac
  done
}

measure | tee "$tables"
if [ -n "$readme" ]; then
  sed -i -e '/^<!-- tables -->$/,/^<!-- end of tables -->$/{//!d}' -e "/^<!-- tables -->\$/r $tables" perf/README.md
fi
! grep -q ' failed: see ' "$tables"
