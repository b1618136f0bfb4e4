#!/usr/bin/env bash
# Measures everything that is promised about speed and memory, one section after another, into one file below results/. Figures of one
# machine at one time mean little; things are therefore timed in turn (A B A B …), and the medians of the pairs' ratios count, which
# hold when the machine's speed drifts.
#   bench.sh [--files N] [--only whole|nights|growth|inside|stages|cuts|node|filling|verify|fleet|expect|site]
# With --only the other sections stay as this machine's last results have them.
set -euo pipefail
here=$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)
project=$(cd "$here/../.." && pwd)
work=$project/artifacts/bench
command=$project/artifacts/pipeline
readonly pairs=7

usage() {
    echo "usage: ./build.sh bench [--files N] [--only whole|nights|growth|inside|stages|cuts|node|filling|verify|fleet|expect|site]" >&2
    exit 64
}

files=2100000
sections=(whole nights growth inside stages cuts node filling verify fleet expect site)
while (($# > 0)); do
    case "$1 ${2:-}" in
        "--files "[1-9]*) [[ $2 != *[!0-9]* && $2 -ge 42000 ]] || { echo "bench.sh needs at least 42000 files" >&2; exit 64; }; files=$2 ;;
        "--only whole" | "--only nights" | "--only growth" | "--only inside" | "--only stages" | "--only cuts" | "--only node" | "--only filling" | "--only verify" | "--only fleet" | "--only expect" | "--only site") sections=("$2") ;;
        *) usage ;;
    esac
    shift 2
done

for tool in cc curl find awk /usr/bin/time dotnet; do
    type "$tool" >/dev/null 2>&1 || { echo "bench.sh needs $tool" >&2; exit 2; }
done

# shellcheck source=tests/SegmentPipeline.Benchmarks/archives.sh
source "$here/archives.sh"
# shellcheck source=tests/SegmentPipeline.Benchmarks/whole-process.sh
source "$here/whole-process.sh"

# shellcheck source=tests/SegmentPipeline.Benchmarks/nights.sh
source "$here/nights.sh"
# shellcheck source=tests/SegmentPipeline.Benchmarks/node.sh
source "$here/node.sh"
# shellcheck source=tests/SegmentPipeline.Benchmarks/verify.sh
source "$here/verify.sh"
# shellcheck source=tests/SegmentPipeline.Benchmarks/fleet.sh
source "$here/fleet.sh"
# shellcheck source=tests/SegmentPipeline.Benchmarks/expect.sh
source "$here/expect.sh"
# shellcheck source=tests/SegmentPipeline.Benchmarks/site.sh
source "$here/site.sh"

# A measure of the benchmark project, in a process of its own.
measure() { dotnet "$work/measures/SegmentPipeline.Benchmarks.dll" "$@"; }

build_measures() { dotnet build "$here" -c Release -o "$work/measures" -v quiet --nologo >&2; }

# The sections, each with its heading. The README shows the first table of the first.
whole() {
    local small=$((files / 105)) crowd=$((files * 10 / 21))
    build_walk
    archive "$files"
    archive $((2 * files))
    archive_of_small_hours "$small"
    archive_of_one_hour "$crowd"
    echo "## Whole processes"
    stamp
    compare_whole_processes
}

nights() {
    build_walk
    archive_of_twins "$files"
    echo "## Nights"
    stamp
    compare_nights
}

growth() {
    local size sizes=()
    build_walk
    build_measures
    for size in 10000 100000 1000000 4200000; do
        if ((size <= 2 * files)); then sizes+=("$size"); fi
    done
    for size in "${sizes[@]}"; do archive "$size"; done
    echo "## Cost as the work grows"
    stamp
    compare_growth
}

inside() {
    build_measures
    archive "$files"
    echo "## In one process"
    stamp
    echo "With the installed runtime. Selections: medians of 21 rounds in turn, after warming up. Waits: from the first audit on."
    echo
    measure selection "$work/files-$files" 12
    echo
    measure host "$work/files-$files"
    echo
    measure memory "$work/files-$files"
}

# Short jobs, in one process: enough to see a factor, not a percent.
stages() {
    local summary
    build_measures
    rm -rf "$work/stages"
    measure --filter '*' --job short --inProcess --exporters GitHub --artifacts "$work/stages" >"$work/stages.log" ||
        { tail -n 40 "$work/stages.log" >&2; exit 2; }
    echo "## Stages and calls"
    stamp
    echo "BenchmarkDotNet, short jobs. Stages: time and allocation per segment of one hour of 1,800. Calls: an archive of 13 hours, 23,400 segments."
    for summary in "$work"/stages/results/*-report-github.md; do
        echo
        grep '^|' "$summary"
    done
}

cuts() {
    archive_of_video 450
    echo "## Cuts"
    stamp
    compare_cuts
}

node() {
    archive "$files"
    archive_to_fill
    echo "## Nodes"
    stamp
    compare_nodes
}

filling() {
    archive_of_small_files "$files"
    echo "## Filling"
    stamp
    fill_all
}

verify() {
    archive_of_sizes "$files"
    archive_of_media
    build_measures
    echo "## Verifications"
    stamp
    compare_verifications
    echo
    measure structure "$work/media-2"
}

fleet() {
    readonly copied=$((files / 3))
    build_tool
    archive_of_copies "$copied"
    archive_that_is_shared "$files"
    echo "## Fleets"
    stamp
    compare_fleets
}

expect() {
    archive "$files"
    echo "## Expectations"
    stamp
    compare_expectations
}

site() {
    archive_of_holes "$files"
    archive_of_a_year
    build_measures
    echo "## Site"
    stamp
    compare_site
}

stamp() {
    echo
    echo "$(date -u +%Y-%m-%d), commit $commit."
}

commit=$(git -C "$here" rev-parse --short HEAD 2>/dev/null || echo unknown)
git -C "$project" diff --quiet HEAD -- src tests/SegmentPipeline.Benchmarks ':!tests/SegmentPipeline.Benchmarks/results' 2>/dev/null ||
    commit+=" with changes"
cpu=$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo | tr -cs 'A-Za-z0-9\n' '-' | sed 's/-*$//')
cpu=${cpu:-unknown}

# Puts a section into a file: in the place of the one with the same heading, else at the end.
put() {
    local file=$1 section=$2
    awk -v section="$section" '
        function insert(   line) { while ((getline line < section) > 0) print line; close(section); is_put = 1 }
        BEGIN { getline heading < section; close(section) }
        /^## / { skip = $0 == heading; if (skip) { insert(); print "" } }
        !skip
        END { if (!is_put) { print ""; insert() } }' "$file" | cat -s >"$file.put"
    mv "$file.put" "$file"
}

"$project/build.sh" publish >&2
mkdir -p "$work" "$here/results"
result="$here/results/$(date -u +%Y-%m-%d)-$cpu.md"
last=$(find "$here/results" -name "*-$cpu.md" | sort | tail -n 1)
{
    echo "# $(date -u +%Y-%m-%d), $(nproc) cores, $cpu"
    if ((${#sections[@]} == 1)) && [[ -n $last ]]; then echo && sed -n '/^## /,$p' "$last"; fi
} >"$work/result.md"
for section in "${sections[@]}"; do
    "$section" >"$work/$section.md"
    put "$work/result.md" "$work/$section.md"
done
mv "$work/result.md" "$result"
cat "$result"
