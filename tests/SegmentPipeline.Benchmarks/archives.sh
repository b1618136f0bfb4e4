# Archives to measure with, made once below artifacts/bench; part of bench.sh. Expects $command and $work.

# Makes a directory once; its name says all that goes into it, so another run may use it again.
once() {
    local name=$1
    shift
    [[ -e $work/$name.done ]] && return
    rm -rf "${work:?}/$name"
    "$@" "$work/$name" >&2
    : >"$work/$name.done"
}

# About so many files of one stream in segments of two seconds, with a few faults.
archive() { once "files-$1" segments "$1"; }

# The same, but in each hour nine starts have two files whose sizes decide, and ten segments are missing.
archive_of_twins() { once "twins-$1" twins "$1"; }

# So many hours of 20 files.
archive_of_small_hours() { once "hours-$1" small_hours "$1"; }

# So many files in one hour.
archive_of_one_hour() { once "hour-$1" one_hour "$1"; }

# So many segments of two seconds with 1.5 MB of noise each.
archive_of_video() { once "video-$1" video "$1"; }

segments() { "$command" generate "$2" --channels 1 --qualities 1 --hours $(($1 / 1800 > 0 ? $1 / 1800 : 1)) --faults few; }

twins() {
    local hash=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG hour names i
    segments "$@"
    for hour in "$2"/*/*/*T*; do
        names=("$hour"/*-full-*.ts)
        for ((i = 0; i < ${#names[@]}; i += 200)); do : >"${names[i]%-full-*}-full-$hash.ts"; done
        for ((i = 100; i < ${#names[@]}; i += 180)); do rm "${names[i]}"; done
    done
}

small_hours() {
    local hash=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG hour directory minute name
    for ((hour = 0; hour < $1; hour++)); do
        TZ=UTC printf -v directory '%s/c/q/%(%Y-%m-%dT%H)T' "$2" $((1577836800 + 3600 * hour))
        mkdir -p "$directory"
        for ((minute = 0; minute < 60; minute += 3)); do
            printf -v name '%s/%02d:00.608000-180.0-full-%s.ts' "$directory" "$minute" "$hash"
            : >"$name"
        done
    done
}

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

video() {
    local hash=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG i name
    mkdir -p "$2/c/q/2026-03-28T22"
    for ((i = 0; i < $1; i++)); do
        printf -v name '%s/c/q/2026-03-28T22/%02d:%02d.0-2.0-full-%s.ts' "$2" $((i / 30)) $((i * 2 % 60)) "$hash"
        head -c 1500000 /dev/urandom >"$name"
    done
}
