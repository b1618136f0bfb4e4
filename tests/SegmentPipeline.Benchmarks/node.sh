# Times copies of an archive over loopback: comparing, filling, and what a node serves; part of bench.sh. Expects what whole-process.sh has.

readonly node_port=18731
readonly filled_hours=12 filled_bytes=50000
readonly nginx_port=18732 served_seconds=14 served_bytes=1000000 served_times=4

# About 21,600 files of 50 kB whose names promise their contents.
archive_to_fill() { once "fill-$filled_hours" filled; }

filled() {
    "$command" generate "$1" --channels 1 --qualities 1 --hours "$filled_hours" --bytes "$filled_bytes" --faults none
    rm -f "$1/faults.ndjson"
}

# serve_node ARCHIVE [LEDGER]: publishes an archive on loopback until stop_node, with a ledger of its own or the one that is there.
serve_node() {
    local ledger=${2:-$work/node.db}
    printf '{"serve":{"urls":"http://127.0.0.1:%s","archives":[{"name":"node","root":"%s","ledger":"%s","publish":true}]}}' \
        "$node_port" "$1" "$ledger" >"$work/node.json"
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

# Files of 1 MB that are handed out.
archive_to_serve() { once "served-$served_seconds" served; }

served() {
    "$command" generate "$1" --channels 1 --qualities 1 --hours 1 --seconds "$served_seconds" --bytes "$served_bytes" --faults none
    rm -f "$1/faults.ndjson"
}

# serve_by_nginx ARCHIVE: the same addresses of its files, until stop_nginx.
serve_by_nginx() {
    mkdir -p "$work/nginx"
    cat >"$work/nginx/nginx.conf" <<END
daemon off; worker_processes auto; pid $work/nginx/pid; error_log stderr crit;
events { worker_connections 1024; }
http {
    access_log off; sendfile on; tcp_nopush on; keepalive_requests 100000;
    client_body_temp_path $work/nginx/body; proxy_temp_path $work/nginx/proxy; fastcgi_temp_path $work/nginx/fastcgi;
    uwsgi_temp_path $work/nginx/uwsgi; scgi_temp_path $work/nginx/scgi;
    server { listen 127.0.0.1:$nginx_port; location /segments/ { alias $1/; } }
}
END
    "$nginx" -c "$work/nginx/nginx.conf" -p "$work/nginx" -e stderr >"$work/nginx/log" 2>&1 &
    nginx_started=$!
    trap 'kill "$served" "$nginx_started" 2>/dev/null || true' EXIT
    until curl -s -o /dev/null "http://127.0.0.1:$nginx_port/"; do
        kill -0 "$nginx_started" 2>/dev/null || { cat "$work/nginx/log" >&2; exit 2; }
        sleep 0.1
    done
}

stop_nginx() {
    kill "$nginx_started"
    wait "$nginx_started" || true
    rm -rf "$work/nginx"
}

# served_list PORT: curl's list of all files, some times over.
served_list() {
    local file i
    for ((i = 0; i < served_times; i++)); do
        for file in "$work/served-$served_seconds"/channel01/source/*T*/*.ts; do
            printf 'url = "http://127.0.0.1:%s/segments/%s"\noutput = /dev/null\n' "$1" "${file#"$work/served-$served_seconds"/}"
        done
    done >"$work/served-$1.list"
}

compare_with_nginx() {
    local fetch=(curl -sf --no-progress-meter --parallel --parallel-max 16 --config) nginx
    if ! nginx=$(PATH=$PATH:/usr/sbin type -P nginx); then
        echo "nginx is not installed, so files are not handed out against it." >&2
        return
    fi
    archive_to_serve
    serve_node "$work/served-$served_seconds"
    serve_by_nginx "$work/served-$served_seconds"
    served_list "$node_port"
    served_list "$nginx_port"
    compare "handing out $(grep -c ^url "$work/served-$node_port.list") files of 1 MB to curl, 16 at once" "nginx" \
        "${fetch[@]}" "$work/served-$node_port.list" -- "${fetch[@]}" "$work/served-$nginx_port.list"
    stop_nginx
    stop_node
    rm -f "$work"/served-*.list
}

# An empty copy to be filled again. The one before is emptied but not removed: for some minutes ext4 gives no number of a removed file to a new one, and
# looks so long for others that it takes longer than all else.
empty_copy() {
    if [[ -e $work/copy ]]; then
        find "$work/copy" -type f -exec truncate -s 0 {} +
        mkdir -p "$work/copies"
        mv "$work/copy" "$(mktemp -d "$work/copies/XXXXXX")"
    fi
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
    compare_with_nginx
    rm -rf "$work"/{copy,copies,curl.list}
    echo
    echo "Digests of the $files files took $bytes bytes on the wire."
}

# About so many files of 100 bytes whose names promise their contents.
archive_of_small_files() { once "small-$1" small_files "$1"; }

small_files() {
    "$command" generate "$2" --channels 1 --qualities 1 --hours $(($1 / 1800 > 0 ? $1 / 1800 : 1)) --bytes 100 --faults none
    rm -f "$2/faults.ndjson"
}

# What it takes to fill an empty archive; the time is the disk's, and not told.
fill_all() {
    local all=$work/small-$files peak filled
    rm -rf "$work/copy"
    mkdir -p "$work/copy/channel01/source"
    serve_node "$all"
    peak=$(run "$command" fill "$work/copy" --replica "node=http://127.0.0.1:$node_port" --format ndjson --fail-on none --quiet --no-sync --accept-empty)
    stop_node
    filled=$(find "$work/copy" -name '*.ts' | wc -l)
    echo "Native command, from a node on loopback. \`./build.sh bench --only filling\` repeats it."
    echo
    echo "| filling an empty archive with | files that were there then | peak memory |"
    echo "|---|---|---|"
    echo "| $(find "$all" -name '*.ts' | wc -l) files | $filled | $(megabytes "${peak#* }") MB |"
    rm -rf "$work/copy"
}
