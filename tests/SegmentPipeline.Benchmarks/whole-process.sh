#!/usr/bin/env bash
# Times the native command as a whole process against programs that only list names, in turn (A B A B …), and writes the medians of the
# pairs' ratios to results/. Figures of one machine at one time mean little; the ratios hold when its speed drifts.
#   whole-process.sh COMMAND [FILES]
set -euo pipefail
shopt -s nullglob
command=$(realpath "$1")
files=${2:-2100000}
here=$(cd "$(dirname "$0")" && pwd)
work=$(pwd)/artifacts/bench
pairs=7
mkdir -p "$work" "$here/results"
cc -O2 -pthread "$here/yardstick/walk.c" -o "$work/walk"

# archive NAME FILES SECONDS: a clean archive of one stream, kept for the next run.
archive() {
    local hours=$(($2 * $3 / 3600))
    [[ -e $work/$1.done ]] && return
    rm -rf "${work:?}/$1"
    "$command" generate "$work/$1" --channels 1 --qualities 1 --hours $((hours > 0 ? hours : 1)) --seconds "$3" --faults few >&2
    : >"$work/$1.done"
}

# Wall microseconds and peak kilobytes of one run; findings make the command exit with 1, which is no failure here.
run() {
    local start=${EPOCHREALTIME/./}
    /usr/bin/time -o "$work/peak" -f %M "$@" >/dev/null 2>&1 || true
    local end=${EPOCHREALTIME/./}
    echo "$((end - start)) $(tail -n 1 "$work/peak")"
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# compare WHAT TARGET A… -- B…: one row of the table.
compare() {
    local what=$1 target=$2 a=() b=() ratios='' walls_a='' walls_b='' peaks=''
    shift 2
    while [[ $1 != -- ]]; do a+=("$1"); shift; done
    shift
    b=("$@")
    run "${a[@]}" >/dev/null
    run "${b[@]}" >/dev/null
    for ((i = 0; i < pairs; i++)); do
        read -r wall_a peak_a < <(run "${a[@]}")
        read -r wall_b _ < <(run "${b[@]}")
        ratios+="$(awk "BEGIN { printf \"%.2f\", $wall_a / $wall_b }")"$'\n'
        walls_a+="$wall_a"$'\n'
        walls_b+="$wall_b"$'\n'
        peaks+="$peak_a"$'\n'
    done
    printf '| %s | %s | %s | %s ms | %s ms | %s MB |\n' "$what" "$target" "$(median <<<"${ratios%$'\n'}")" \
        "$(($(median <<<"${walls_a%$'\n'}") / 1000))" "$(($(median <<<"${walls_b%$'\n'}") / 1000))" \
        "$(($(median <<<"${peaks%$'\n'}") / 1024))"
}

audit() { echo "$command" audit "$work/$1" --parallelism "$2" --format ndjson --output /dev/null --quiet; }

archive files "$files" 2
archive double $((2 * files)) 2
archive hours $((files / 5 > 400000 ? 400000 : files / 5)) 180
cpu=$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo | tr -cs 'A-Za-z0-9\n' '-' | sed 's/-*$//')
result="$here/results/$(date -u +%Y-%m-%d)-${cpu:-unknown}.md"
{
    echo "# $(date -u +%Y-%m-%d), $(nproc) cores, $cpu"
    echo
    echo "Native command of commit $(git -C "$here" rev-parse --short HEAD) against programs that only list names; $(uname -sr), warm cache,"
    echo "whole processes, medians of $pairs pairs. \`./build.sh bench --files $files\` repeats it."
    echo
    echo "| audit of | against | ratio of wall time | audit | against | peak memory |"
    echo "|---|---|---|---|---|---|"
    # shellcheck disable=SC2046
    {
        compare "$files files, 2 workers" "walk, 2 threads" $(audit files 2) -- "$work/walk" "$work/files" 2
        compare "$files files, 1 worker" "walk, 1 thread" $(audit files 1) -- "$work/walk" "$work/files" 1
        compare "$files files, 2 workers" "find -name '*.ts'" $(audit files 2) -- find "$work/files" -name '*.ts'
        compare "$((2 * files)) files, 2 workers" "walk, 2 threads" $(audit double 2) -- "$work/walk" "$work/double" 2
        compare "hours of 20 files, 2 workers" "walk, 2 threads" $(audit hours 2) -- "$work/walk" "$work/hours" 2
        compare "nothing: --version" "true" "$command" --version -- /bin/true
    }
} >"$result.new"
mv "$result.new" "$result"
cat "$result"
