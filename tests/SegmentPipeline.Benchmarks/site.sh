# Times the site of a host by its addresses and in Chromium; part of bench.sh. Expects what node.sh has.

# 50 streams in segments of two seconds, of which one in twenty is missing.
archive_of_holes() { once "holes-$1" holes "$1"; }

# 50 streams of a year, in segments of an hour, of which one in twenty is missing.
archive_of_a_year() { once year-8760 year; }

holes() {
    "$command" generate "$2" --channels 50 --qualities 1 --hours $(($1 / 90000 > 0 ? $1 / 90000 : 1)) --faults none
    lose_some "$2"
}

year() {
    local hash=0123456789abcdefghijklmnopqrstuvwxyzABCDEFG hour
    for ((hour = 0; hour < 8760; hour++)); do TZ=UTC printf '%(%Y-%m-%dT%H)T\n' $((1735689600 + 3600 * hour)); done |
        awk -v root="$1" '{ for (i = 1; i <= 50; i++) if ((11 * NR + i) % 20 != 0) printf "%s/channel%02d/source/%s\n", root, i, $0 }' >"$1.hours"
    xargs mkdir -p <"$1.hours"
    sed "s|\$|/00:00.0-3600.0-full-$hash.ts|" "$1.hours" | xargs touch
    rm "$1.hours"
}

lose_some() { find "$1" -name '*.ts' | sort | awk 'NR % 20 == 7' | xargs rm; }

# Serves an archive that it has audited, by a process that has just been started.
serve_audited() {
    rm -f "$work"/audited.db*
    "$command" audit "$1" --ledger "$work/audited.db" --format ndjson --fail-on none >/dev/null
    serve_node "$1" "$work/audited.db"
}

compare_site() {
    local all=$work/holes-$files chromium
    echo "Native command on loopback, which shares the $(nproc) cores with whoever asks; Chromium without a GPU; $(uname -sr), warm cache."
    echo "Each picture in a browser that has just been started. \`./build.sh bench --only site\` repeats it."
    echo
    serve_audited "$all"
    echo "$(find "$all" -name '*.ts' | wc -l) segments of 50 streams, one in twenty missing:"
    echo
    measure coverage "http://127.0.0.1:$node_port"
    stop_node
    serve_audited "$work/year-8760"
    echo
    echo "50 streams of a year, $(find "$work/year-8760" -name '*.ts' | wc -l) segments of an hour:"
    echo
    if chromium=$(type -P chromium); then
        measure site "http://127.0.0.1:$node_port" "$chromium"
    else
        echo "chromium is not installed, so nothing is shown."
    fi
    stop_node
    rm -f "$work"/audited.db*
}
