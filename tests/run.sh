#!/usr/bin/env bash
# Builds everything, runs every test on every framework, counts. A test that was skipped proves nothing and counts as failed.
set -euo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."
export HOME="${HOME:-/tmp}" DOTNET_NOLOGO=1 DOTNET_CLI_TELEMETRY_OPTOUT=1
configuration="${CONFIGURATION:-Release}"
results=artifacts/test-results/$configuration

# What the tests need besides the .NET SDK and is not here, as Debian packages.
missing() {
  [ -x /usr/bin/chromium ] || echo chromium fonts-liberation
  compgen -G '/usr/lib/postgresql/*/bin/initdb' >/dev/null || echo postgresql
  command -v redis-server >/dev/null || echo redis-server
  command -v nginx >/dev/null || [ -x /usr/sbin/nginx ] || echo nginx
  command -v Xvfb >/dev/null || echo xvfb
}

install() {
  local root=()
  [ "$(id -u)" -eq 0 ] || root=(sudo)
  echo "Installing $* ..."
  # Nothing of it has to run as a service: the tests start servers of their own.
  "${root[@]}" env DEBIAN_FRONTEND=noninteractive sh -c 'apt-get update -qq && apt-get install -y -qq --no-install-recommends "$@"' apt "$@" </dev/null >/dev/null
}

# Runs one test program and leaves its results in a TRX file.
run() {
  local project=$1 framework=$2 folder=$3
  local name="$project ($framework)" log="$results/$project.$framework.log" code=0
  local threads=1
  [ "$project" != MvcSample.Tests ] || threads=2
  timeout 900 "$folder/$project" -noLogo -noColor -maxThreads "$threads" -trx "$results/$project.$framework.trx" </dev/null >"$log" 2>&1 || code=$?
  echo "$code" >"$results/$project.$framework.exit"
  if [ "$code" -eq 0 ]; then
    echo "ok      $name"
  else
    echo "FAILED  $name, see $log"
    # What failed and why: whoever reads this may not have the log.
    { grep -aE -A 12 '\[FAIL\]' "$log" || tail -n 20 "$log"; } | cut -c 1-400 | head -n 200
  fi
  grep -aE -A 1 '\[SKIP\]' "$log" || true
}

# Adds one program's results up. A skipped test counts as failed. One that had no tests, or ended badly with all of them green (a fixture that broke, say), is one failure.
count() {
  local counters total good bad
  counters=$(grep -aoE '<Counters [^>]*' "$results/$1.trx" 2>/dev/null | head -n 1 || true)
  total=$(sed -nE 's/.* total="([0-9]+)".*/\1/p' <<<"$counters")
  good=$(sed -nE 's/.* passed="([0-9]+)".*/\1/p' <<<"$counters")
  bad=$((${total:-0} - ${good:-0}))
  if [ "$bad" -eq 0 ] && { [ "${total:-0}" -eq 0 ] || [ "$(cat "$results/$1.exit")" -ne 0 ]; }; then
    bad=1
  fi
  passed=$((passed + ${good:-0}))
  failed=$((failed + bad))
}

needed=$(missing)
if [ -n "$needed" ] && command -v apt-get >/dev/null; then
  # shellcheck disable=SC2086
  install $needed || true
fi
dotnet build Polytomic.Connect.sln -c "$configuration" -v quiet
rm -rf "$results"
mkdir -p "$results"

programs=()
for csproj in tests/*/*.csproj; do
  project=$(basename "$csproj" .csproj)
  frameworks=$(dotnet msbuild "$csproj" -getProperty:TargetFrameworks)
  if [ -n "$frameworks" ]; then
    for framework in ${frameworks//;/ }; do
      programs+=("$project $framework artifacts/bin/$project/${configuration,,}_$framework")
    done
  else
    programs+=("$project $(dotnet msbuild "$csproj" -getProperty:TargetFramework) artifacts/bin/$project/${configuration,,}")
  fi
done

# The unit tests share the machine two at a time; the browser has it to itself.
for program in "${programs[@]}"; do
  [[ $program != MvcSample.Tests* ]] || continue
  # shellcheck disable=SC2086
  run $program &
  while [ "$(jobs -rp | wc -l)" -ge 2 ]; do wait -n || true; done
done
wait
for program in "${programs[@]}"; do
  [[ $program == MvcSample.Tests* ]] || continue
  # shellcheck disable=SC2086
  run $program
done

passed=0 failed=0
for program in "${programs[@]}"; do
  read -r project framework _ <<<"$program"
  count "$project.$framework"
done
echo "$passed passed, $failed failed"
needed=$(missing)
[ -z "$needed" ] || echo "Missing, so that nothing is proven: ${needed//$'\n'/ }" >&2
[ "$failed" -eq 0 ] && [ -z "$needed" ]
