#!/usr/bin/env bash
# Runs tests under AddressSanitizer, for which a nightly toolchain must be installed: the heap by itself,
# failing allocations and containers that change (tests/torture.rs), and script tests with the collector
# at every allocation. Takes some minutes. `tools/asan.sh --all` runs every script, in two modes.
set -uo pipefail
cd "$(dirname "${BASH_SOURCE[0]}")/.."

host=$(rustc -vV | sed -n 's/^host: //p')
export RUSTFLAGS="-Zsanitizer=address -Cdebuginfo=1"
# The sanitizer's library needs the C library as usual.
export HOGNOSE_PLAIN_LINK=1
export CARGO_INCREMENTAL=0
# What is alive when a process ends is given back by the system.
export ASAN_OPTIONS="detect_leaks=0:${ASAN_OPTIONS:-}"
build=(--target "$host" --target-dir target/asan --profile quick --locked)

cargo +nightly test "${build[@]}" --test heap --test torture || exit 1

program=target/asan/$host/quick/hognose
modes="stress"
every=7
if [ "${1:-}" = --all ]; then
    modes="normal stress"
    every=1
fi
report=$(mktemp)
trap 'rm -f "$report"' EXIT
failed=0
count=0
run=0
for script in $(find tests -name '*.py' -path 'tests/*/*' | sort); do
    count=$((count + 1))
    [ $((count % every)) -eq 0 ] || continue
    for mode in $modes; do
        run=$((run + 1))
        HOGNOSE_TEST_MODE=$mode timeout 120 "$program" "$script" >/dev/null 2>"$report" </dev/null
        status=$?
        # 86: the heap was not in order; 124: it took too long.
        if grep -q AddressSanitizer "$report" || [ $status -eq 86 ] || [ $status -eq 124 ]; then
            echo "FAILED: $script ($mode), exit status $status"
            grep -A20 -e AddressSanitizer -e 'not in order' "$report"
            failed=1
        fi
    done
done
echo "$run runs of scripts under AddressSanitizer"
[ $run -gt 0 ] && exit $failed
