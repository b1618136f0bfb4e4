# Times copies of an archive over loopback: comparing, filling, and what a node serves; part of bench.sh. Expects what whole-process.sh has.

readonly node_port=18731
readonly filled_hours=12 filled_bytes=50000

# About 21,600 files of 50 kB whose names promise their contents.
archive_to_fill() { once "fill-$filled_hours" filled; }

filled() {
    "$command" generate "$1" --channels 1 --qualities 1 --hours "$filled_hours" --bytes "$filled_bytes" --faults none
    rm -f "$1/faults.ndjson"
}

# serve_node ARCHIVE: publishes an archive on loopback until stop_node.
serve_node() {
    printf '{"serve":{"urls":"http://127.0.0.1:%s","archives":[{"name":"node","root":"%s","ledger":"%s","publish":true}]}}' \
        "$node_port" "$1" "$work/node.db" >"$work/node.json"
    rm -f "$work"/node.db*
    "$command" serve --config "$work/node.json" >"$work/node.log" 2>&1 &
    served=$!
    trap 'kill "$served" 2>/dev/null || true' EXIT
    until curl -sf "http://127.0.0.1:$node_port/files" >/dev/null; do
        kill -0 "$served" 2>/dev/null || { cat "$work/node.log" >&2; exit 2; }
        sleep 0.1
    done
}

stop_node() {
    kill "$served"
    wait "$served" || true
    rm -f "$work"/node.db* "$work/node.json"
}

# An empty copy to be filled again.
empty_copy() {
    rm -rf "$work/copy"
    mkdir -p "$work/copy/channel01/source"
    for hour in "$work/fill-$filled_hours"/channel01/source/*T*; do mkdir "$work/copy/channel01/source/${hour##*/}"; done
    sync
}

# curl with a file that names each address and where its body goes.
write_curl_list() {
    local file
    for file in "$work/fill-$filled_hours"/channel01/source/*T*/*.ts; do
        file=${file#"$work/fill-$filled_hours"/}
        printf 'url = "http://127.0.0.1:%s/segments/%s"\noutput = "%s"\n' "$node_port" "$file" "$work/copy/$file"
    done >"$work/curl.list"
}

compare_nodes() {
    local all=$work/files-$files address=http://127.0.0.1:$node_port bytes
    local fill=("$command" fill "$work/copy" --replica "node=$address" --format ndjson --fail-on none --quiet)
    local fetch=(curl -sf --no-progress-meter --parallel --parallel-max 5 --config "$work/curl.list")
    echo "The node serves on loopback, so both sides share the $(nproc) cores; $(uname -sr), warm cache, native command, medians of $pairs pairs."
    echo "\`./build.sh bench --only node\` repeats it."
    echo
    echo "| what | against | ratio of wall time | this | against | peak memory |"
    echo "|---|---|---|---|---|---|"
    serve_node "$all"
    compare "comparing two equal copies of $files files, by digests" "audit of one" \
        "$command" compare "$all" --replica "node=$address" --fail-on none --format ndjson -- "${audit[@]}" "$all" --fail-on none
    bytes=$(curl -sf --compressed -o /dev/null -w '%{size_download}' "$address/hours/channel01/source")
    stop_node

    serve_node "$work/fill-$filled_hours"
    write_curl_list
    prepare=empty_copy
    compare "filling $((filled_hours * 1800)) files of $((filled_bytes / 1000)) kB, --no-sync" "curl --parallel, 5 at once" \
        "${fill[@]}" --no-sync --accept-empty -- "${fetch[@]}"
    compare "the same, each file on the disk before it has a name" "curl --parallel, 5 at once" "${fill[@]}" --accept-empty -- "${fetch[@]}"
    prepare=true
    compare "16 playlists of $filled_hours h at once" "one after the other" \
        sh -c "seq 16 | xargs -P 16 -I{} curl -sf -o /dev/null $address/playlist/channel01/source.m3u8" -- \
        sh -c "seq 16 | xargs -P 1 -I{} curl -sf -o /dev/null $address/playlist/channel01/source.m3u8"
    compare "a playlist of $filled_hours h" "curl of an hour's listing" \
        curl -sf -o /dev/null "$address/playlist/channel01/source.m3u8" -- \
        curl -sf -o /dev/null "$address/files/channel01/source/2026-03-28T18"
    stop_node
    rm -rf "$work/copy" "$work/curl.list"
    echo
    echo "Digests of the $files files took $bytes bytes on the wire."
}
