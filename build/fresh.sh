#!/usr/bin/env bash
# Runs README's two commands, or with "ci" all of .ci/run, where nothing is installed: in a bare Debian of the release of this machine, with the SDK and
# Node.js bound in read-only, on a clone of what is committed. How packages are reached, by apt, NuGet and npm, is taken from this machine while it runs.
# Mounts are made in a namespace of their own, so they end with it, whatever happens; the Debian is removed at the end.
set -euo pipefail
cd "$(dirname "$0")/.."
source build/tools.sh
source build/readme.sh

readonly place=/srv/pipeline

# What a bare Debian lacks for the SDK itself, by its own documentation, and for fetching anything at all.
readonly base=ca-certificates,libatomic1,libgcc-s1,libssl3,libstdc++6,tzdata,zlib1g

# Binds a file or directory of this machine into the root, not to be written to; what is not here is left out.
bind() {
    local from=$1 to=$root$2
    if [[ ! -e $from ]]; then return 0; fi
    if [[ -d $from ]]; then mkdir -p "$to"; else mkdir -p "${to%/*}" && : >>"$to"; fi
    mount --bind "$from" "$to"
    mount -o remount,bind,ro "$to"
}

# The addresses from which this machine gets Debian: address, release, component.
debian_sources() {
    apt-get indextargets --format '$(REPO_URI) $(RELEASE) $(COMPONENT) $(ORIGIN)' 'Created-By: Packages' | awk '$4 == "Debian" { print $1, $2, $3 }' | sort -u
}

make_root() {
    local sources mirror release
    sources=$(debian_sources)
    release=$(. /etc/os-release && echo "$VERSION_CODENAME")
    mirror=$(awk -v release="$release" '$2 == release && $3 == "main" { print $1; exit }' <<<"$sources")
    if [[ -z $mirror ]]; then
        echo "apt's configuration names no mirror of Debian $release" >&2
        return 1
    fi
    debootstrap --variant=minbase --include="$base,$(icu_package)" "$release" "$root" "$mirror" >"$root.log" || {
        tail -n 20 "$root.log"
        return 1
    }
    awk '{ print "deb", $1, $2, $3 }' <<<"$sources" >"$root/etc/apt/sources.list"
}

# The name of the package of ICU has its version in it.
icu_package() {
    apt-cache --names-only search '^libicu[0-9]+$' | awk '{ print $1; exit }'
}

bind_machine() {
    local node npm name
    node=$(readlink -f "$(command -v node)")
    npm=$(readlink -f "$(command -v npm)")
    bind "$(dirname "$(readlink -f "$(command -v dotnet)")")" /opt/dotnet
    bind "$node" /opt/node/bin/node
    bind "${npm%/bin/*}" /opt/node/lib/node_modules/npm
    ln -s ../lib/node_modules/npm/bin/npm-cli.js "$root/opt/node/bin/npm"
    # Packages put files of their own there.
    for name in /etc/apt/apt.conf.d/*; do bind "$name" "$name"; done
    for name in /etc/resolv.conf /etc/hosts /etc/apt/apt.conf /etc/apt/auth.conf.d /etc/apt/preferences.d /etc/ssl/certs \
        /usr/local/share/ca-certificates /etc/npmrc; do
        bind "$name" "$name"
    done
    bind ~/.nuget/NuGet /root/.nuget/NuGet
    bind ~/.npmrc /root/.npmrc
    mount --rbind /dev "$root/dev"
    mount -t proc proc "$root/proc"
    mount -t sysfs -o ro sysfs "$root/sys"
}

# Runs a command in the clone, and says what came of it.
run_in_root() {
    local status=0
    SECONDS=0
    HOME=/root PATH=/opt/dotnet:/opt/node/bin:/usr/sbin:/usr/bin:/sbin:/bin TMPDIR=/tmp chroot "$root" \
        /bin/bash -c "cd $place && $2" </dev/null || status=$?
    echo "== $1 ended with $status after $SECONDS s"
    return "$status"
}

# Inside the namespace: lays everything out, and runs the two commands, or what CI runs.
run_inside() {
    local heading command status=0
    make_root
    bind_machine
    echo "== a bare Debian $(cat "$root/etc/debian_version") with the SDK $(dotnet --version) and Node.js $(node --version)"
    git clone --quiet . "$root$place"
    if [[ $what == ci ]]; then
        run_in_root .ci/run "bash .ci/run"
        return
    fi
    for heading in Run Test; do
        command=$(readme_command "$heading")
        echo "== README: $heading"
        echo "\$ $command"
        run_in_root "README: $heading" "$command" || status=$?
    done
    return "$status"
}

if [[ ${1:-} == inside ]]; then
    root=$2
    what=$3
    run_inside
    exit
fi

what=${1:-readme}
if [[ $what != readme && $what != ci ]]; then
    echo "usage: ./build.sh fresh [ci]" >&2
    exit 64
fi
if [[ $EUID -ne 0 ]]; then
    echo "./build.sh fresh makes a Debian of its own, which takes the rights of root" >&2
    exit 1
fi
install_tools_of fresh
root=$(mktemp -d "${TMPDIR:-/tmp}/pipeline-fresh-XXXXXX")
chmod 755 "$root"
trap 'rm -rf --one-file-system "$root" "$root.log"' EXIT
unshare --mount --propagation private --pid --fork --kill-child "$0" inside "$root" "$what"
