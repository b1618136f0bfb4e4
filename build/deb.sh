# Makes a package of the native command for Debian, and tries it.
source build/install.sh

readonly package_scripts=build/debian

# Is there while the package is tried, so that the next try knows what an interrupted one has left.
readonly deb_tried=/var/cache/pipeline-deb-tried

# ./build.sh deb: artifacts/pipeline_VERSION_ARCHITECTURE.deb
deb() {
    install_tools_of deb
    local version architecture tree=artifacts/deb unit
    version=$(sed -n 's:.*<Version>\(.*\)</Version>.*:\1:p' Directory.Build.props)
    architecture=$(dpkg --print-architecture)
    export SOURCE_DATE_EPOCH=${SOURCE_DATE_EPOCH:-$(git log -1 --format=%ct 2>/dev/null || date +%s)}
    rm -rf "$tree" artifacts/pipeline_*.deb
    lay_out "$tree" /usr vendor-completions
    chmod -x "$tree"/usr/lib/pipeline/*.so
    strip --strip-unneeded "$tree"/usr/lib/pipeline/*

    install -d "$tree/DEBIAN" "$tree/lib/systemd/system" "$tree/usr/share/doc/pipeline" "$tree/usr/share/lintian/overrides"
    for unit in samples/NightlyAudit/pipeline-*.{service,timer}; do
        sed 's:/usr/local/bin/:/usr/bin/:; s:^\[Service\]$:&\nSyslogIdentifier=pipeline:' "$unit" >"$tree/lib/systemd/system/${unit##*/}"
    done
    install -m 644 "$package_scripts/copyright" "$tree/usr/share/doc/pipeline/copyright"
    install -m 644 "$package_scripts/overrides" "$tree/usr/share/lintian/overrides/pipeline"
    printf 'pipeline (%s) unstable; urgency=medium\n\n  * %s\n\n -- %s  %s\n' "$version" "CHANGELOG.md of the project tells what is new." \
        "$(sed -n 's/^Maintainer: //p' "$package_scripts/control")" "$(date -R -u -d "@$SOURCE_DATE_EPOCH")" | gzip -9n >"$tree/usr/share/doc/pipeline/changelog.gz"
    install -m 755 "$package_scripts"/{postinst,prerm,postrm} "$tree/DEBIAN/"
    write_control "$tree" "$version" "$architecture"
    find "$tree" -type d -exec chmod 755 {} +
    dpkg-deb --build --root-owner-group -Zxz "$tree" artifacts >/dev/null
    ls -l artifacts/pipeline_*.deb
}

# What the files are linked with is asked of the files; what they open by themselves, as hashes do OpenSSL, stands in the control file.
write_control() {
    local tree=$1 version=$2 architecture=$3 depends place
    place=$(mktemp -d)
    mkdir "$place/debian"
    printf 'Source: pipeline\n\nPackage: pipeline\nArchitecture: any\n' >"$place/debian/control"
    depends=$(cd "$place" && dpkg-shlibdeps -O --ignore-missing-info "${OLDPWD}/$tree"/usr/lib/pipeline/{pipeline,libe_sqlite3.so,libSkiaSharp.so} 2>/dev/null |
        sed -n 's/^shlibs:Depends=//p')
    rm -r "$place"
    sed -e "s/@VERSION@/$version/; s/@ARCHITECTURE@/$architecture/; s/@DEPENDS@/$depends/; s/@SIZE@/$(du -sk --exclude=DEBIAN "$tree" | cut -f 1)/" \
        "$package_scripts/control" >"$tree/DEBIAN/control"
    (cd "$tree" && find . -type f -not -path './DEBIAN/*' -printf '%P\0' | sort -z | xargs -0 md5sum) >"$tree/DEBIAN/md5sums"
}

# Everything that a package can leave behind: names below what belongs to the system, users, groups.
traces() {
    find /etc /usr /lib /var -xdev -not -path '/var/lib/dpkg/*' -not -path '/var/lib/apt/*' -not -path '/var/cache/*' -not -path '/var/log/*' -not -path '*/__pycache__*' 2>/dev/null
    getent passwd | sed 's/^/user /'
    getent group | sed 's/^/group /'
}

# Installs the package as users do, uses it, and purges it; nothing of it is left then. For root on Debian only.
try_deb() {
    local file left place
    file=$(echo "$PWD"/artifacts/pipeline_*.deb)
    if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
        echo "Only root can install $file, with apt; it is not tried here"
        return 0
    fi
    if [[ -e $deb_tried ]]; then
        echo "An earlier try was interrupted; what it left is purged first"
        dpkg --configure -a >/dev/null
        DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq pipeline </dev/null >/dev/null 2>&1 || true
    fi
    if dpkg -s pipeline >/dev/null 2>&1; then
        echo "pipeline is installed on this machine; it is not tried here" >&2
        return 1
    fi
    : >"$deb_tried"
    place=$(mktemp -d)
    traces | sort >"$place/before"
    DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$file" </dev/null >"$place/apt.log" 2>&1 || {
        cat "$place/apt.log"
        return 1
    }
    local status=0
    use_installed "$place" || status=$?
    DEBIAN_FRONTEND=noninteractive apt-get purge -y -qq pipeline </dev/null >>"$place/apt.log" 2>&1 || {
        cat "$place/apt.log"
        return 1
    }
    # What came with it for good, as what it depends on, belongs to another package.
    left=$(traces | sort | comm -13 "$place/before" - | while IFS= read -r line; do dpkg -S "$line" >/dev/null 2>&1 || echo "$line"; done)
    rm -r "$place" "$deb_tried"
    if [[ -n $left ]]; then
        printf 'left behind by the package:\n%s\n' "$left" >&2
        return 1
    fi
    if ((status == 0)); then echo "${file##*/} installs, works and is purged without a trace"; fi
    return "$status"
}

# Everything that needs a library or a file of the package.
use_installed() (
    set -e
    cd "$1"
    [[ $(command -v pipeline) == /usr/bin/pipeline ]]
    pipeline --version
    pipeline generate archive --hours 2 --seconds 30 >/dev/null
    pipeline audit archive --ledger ledger.db --fail-on none --quiet >/dev/null
    pipeline history --ledger ledger.db --format csv | grep -q complete
    pipeline map archive --output map.png --quiet 2>/dev/null
    pipeline audit archive --format parquet --output audit.parquet --fail-on none --quiet
    cmp <(pipeline manual man) <(zcat /usr/share/man/man1/pipeline.1.gz)
    cmp <(pipeline manual bash) /usr/share/bash-completion/completions/pipeline
    cmp <(pipeline manual zsh) /usr/share/zsh/vendor-completions/_pipeline
    cmp <(pipeline manual fish) /usr/share/fish/vendor_completions.d/pipeline.fish
    getent passwd pipeline >/dev/null
    if command -v systemd-analyze >/dev/null; then systemd-analyze verify /lib/systemd/system/pipeline-{serve.service,audit.service,audit.timer}; fi
)
