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

# Makes a directory below artifacts/bench once; a name says all that went into it, so another run may use it again.
once() {
    local name=$1
    shift
    [[ -e $work/$name.done ]] && return
    rm -rf "${work:?}/$name"
    "$@" "$work/$name" >&2
    : >"$work/$name.done"
}

# An archive of one stream in segments of two seconds, with a few faults.
segments() { "$command" generate "$2" --channels 1 --qualities 1 --hours $(($1 / 1800 > 0 ? $1 / 1800 : 1)) --faults few; }

# A stream of many hours with 20 files each.
small_hours() {
    local hash=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG hour directory minute name
    for ((hour = 0; hour < $1; hour++)); do
        printf -v directory '%s/c/q/%(%Y-%m-%dT%H)T' "$2" $((1577836800 + 3600 * hour))
        mkdir -p "$directory"
        for ((minute = 0; minute < 60; minute += 3)); do
            printf -v name '%s/%02d:00.608000-180.0-full-%s.ts' "$directory" "$minute" "$hash"
            : >"$name"
        done
    done
}

# One hour with very many files.
one_hour() {
    local hash=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG i start name
    mkdir -p "$2/c/q/2026-03-28T22"
    for ((i = 0; i < $1; i++)); do
        start=$((3600000000 / $1 * i))
        printf -v name '%s/c/q/2026-03-28T22/%02d:%02d.%06d-0.0036-full-%s.ts' \
            "$2" $((start / 60000000)) $((start / 1000000 % 60)) $((start % 1000000)) "$hash"
        : >"$name"
    done
}

# Wall microseconds and peak kilobytes of one run. An audit with findings ends with 1; anything else but 0 is no run to time.
run() {
    local start=${EPOCHREALTIME/./} code=0
    /usr/bin/time -q -o "$work/peak" -f %M "$@" >"$work/out" 2>"$work/err" || code=$?
    local end=${EPOCHREALTIME/./}
    if ((code > 1)) || [[ -s $work/err ]]; then
        echo "$* ended with $code: $(cat "$work/err")" >&2
        exit 2
    fi
    echo "$((end - start)) $(tail -n 1 "$work/peak")"
}

median() { sort -n | awk '{ value[NR] = $1 } END { print value[int((NR + 1) / 2)] }'; }

# compare WHAT TARGET A… -- B…: one row of the table.
compare() {
    local what=$1 target=$2 measured a=() b=() ratios='' walls_a='' walls_b='' peaks=''
    shift 2
    while [[ $1 != -- ]]; do a+=("$1"); shift; done
    shift
    b=("$@")
    run "${a[@]}" >/dev/null
    run "${b[@]}" >/dev/null
    for ((i = 0; i < pairs; i++)); do
        measured=$(run "${a[@]}")
        read -r wall_a peak_a <<<"$measured"
        measured=$(run "${b[@]}")
        read -r wall_b _ <<<"$measured"
        ratios+="$(awk "BEGIN { printf \"%.2f\", $wall_a / $wall_b }")"$'\n'
        walls_a+="$wall_a"$'\n'
        walls_b+="$wall_b"$'\n'
        peaks+="$peak_a"$'\n'
    done
    printf '| %s | %s | %s | %s ms | %s ms | %s MB |\n' "$what" "$target" "$(median <<<"${ratios%$'\n'}")" \
        "$(($(median <<<"${walls_a%$'\n'}") / 1000))" "$(($(median <<<"${walls_b%$'\n'}") / 1000))" \
        "$(awk "BEGIN { printf \"%.1f\", $(median <<<"${peaks%$'\n'}") / 1024 }")"
}

audit() { echo "$command" audit "$work/$1" --parallelism "$2" --format ndjson --output /dev/null --quiet; }

[[ -x /usr/bin/time ]] || { echo "whole-process.sh needs /usr/bin/time" >&2; exit 2; }
once "files-$files" segments "$files"
once "files-$((2 * files))" segments $((2 * files))
once "hours-$((files / 105))" small_hours $((files / 105))
once "hour-$((files * 10 / 21))" one_hour $((files * 10 / 21))
cpu=$(awk -F': ' '/model name/ { print $2; exit }' /proc/cpuinfo | tr -cs 'A-Za-z0-9\n' '-' | sed 's/-*$//')
result="$here/results/$(date -u +%Y-%m-%d)-${cpu:-unknown}.md"
{
    echo "# $(date -u +%Y-%m-%d), $(nproc) cores, $cpu"
    echo
    echo "Native command of commit $(git -C "$here" describe --always --dirty) against programs that only list names; $(uname -sr), warm cache,"
    echo "whole processes, medians of $pairs pairs. \`./build.sh bench --files $files\` repeats it."
    echo
    echo "| audit of | against | ratio of wall time | audit | against | peak memory |"
    echo "|---|---|---|---|---|---|"
    # shellcheck disable=SC2046
    {
        compare "$files files, 2 workers" "walk, 2 threads" $(audit "files-$files" 2) -- "$work/walk" "$work/files-$files" 2
        compare "$files files, 1 worker" "walk, 1 thread" $(audit "files-$files" 1) -- "$work/walk" "$work/files-$files" 1
        compare "$files files, 2 workers" "find -name '*.ts'" $(audit "files-$files" 2) -- find "$work/files-$files" -name '*.ts'
        compare "$((2 * files)) files, 2 workers" "walk, 2 threads" $(audit "files-$((2 * files))" 2) -- "$work/walk" "$work/files-$((2 * files))" 2
        compare "$((files / 105)) hours of 20 files, 2 workers" "walk, 2 threads" $(audit "hours-$((files / 105))" 2) -- "$work/walk" "$work/hours-$((files / 105))" 2
        compare "$((files * 10 / 21)) files in one hour" "walk, 1 thread" $(audit "hour-$((files * 10 / 21))" 2) -- "$work/walk" "$work/hour-$((files * 10 / 21))" 1
        compare "nothing: --version" "true" "$command" --version -- /bin/true
    }
} >"$result.new"
mv "$result.new" "$result"
cat "$result"
