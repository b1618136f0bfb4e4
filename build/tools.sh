# What is called besides the SDK and Node.js: the program or file, Debian's package that has it, the step that calls it, and what for.
readonly tools='
bash               bash         test     runs the command as a process
chromium           chromium     test     opens pages of reports
env                coreutils    test     starts the host with signals as they are by default
faketime           faketime     test     sets the clock of a node forward
ffmpeg             ffmpeg       test     makes video and cuts it
ffprobe            ffmpeg       test     measures video
firefox-esr        firefox-esr  test     opens the site of a host
fish               fish         test     completes what is typed
ip                 iproute2     test     divides the network of a fleet
man                man-db       test     shows the manual page
mkfs.ext4          e2fsprogs    test     formats disks that a ledger must tell apart
mount              mount        test     makes small disks that fill up
node               nodejs       test     bundles the page of reports
npm                npm          test     fetches what the page of reports is made of
openssl            openssl      test     makes certificates, and knocks at doors
pg_ctlcluster      postgresql   test     keeps who belongs to a fleet
promtool           prometheus   test     judges what /metrics answers
python3            python3      test     is another program that opens a ledger
setpriv            util-linux   test     runs the command as another user
strace             strace       test     sees which files a process opens
timeout            coreutils    test     ends a command that hangs
zsh                zsh          test     completes what is typed
gcc                gcc          publish  links the native command
/usr/include/stdio.h libc6-dev publish  is what the native command is linked with
/usr/include/zlib.h zlib1g-dev  publish  is what the native command is linked with
dpkg-shlibdeps     dpkg-dev     deb      finds out which packages the command needs
gzip               gzip         deb      packs the manual page
xz                 xz-utils     deb      packs the package
unzip              unzip        pack     unpacks packages to look into them
debootstrap        debootstrap  fresh    lays out a Debian with nothing in it
git                git          fresh    clones this repository into it
afl-fuzz           afl++        fuzz     makes content that takes new branches
unshare            util-linux   fresh    keeps its mounts apart from those of this machine
'

# Whether a program is on the path, or a file is there.
is_there() {
    if [[ $1 == /* ]]; then [[ -e $1 ]]; else command -v "$1" >/dev/null; fi
}

# Installs what a step calls and this machine lacks, and says what and why. Where it may not, it names the packages and goes on: what then cannot be done
# says so itself.
install_tools_of() {
    local name package step purpose packages=()
    while read -r name package step purpose; do
        if [[ $step != "$1" ]] || is_there "$name"; then continue; fi
        echo "$name is not here; it $purpose; Debian's package $package has it"
        packages+=("$package")
    done <<<"$tools"
    if ((${#packages[@]} == 0)); then return 0; fi
    mapfile -t packages < <(printf '%s\n' "${packages[@]}" | sort -u)
    if [[ $EUID -ne 0 ]] || ! command -v apt-get >/dev/null; then
        echo "Only root can install them, with apt-get; going on without: ${packages[*]}"
        return 0
    fi
    echo "Installing with apt-get: ${packages[*]}"
    apt-get update -qq || true
    if ! DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "${packages[@]}" </dev/null >artifacts/apt.log 2>&1; then
        tail -n 20 artifacts/apt.log
        install_one_by_one "${packages[@]}"
    fi
}

# apt-get installs nothing at all where it does not know one of several packages.
install_one_by_one() {
    local package missing=()
    for package; do
        DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends "$package" </dev/null >>artifacts/apt.log 2>&1 || missing+=("$package")
    done
    if ((${#missing[@]} > 0)); then echo "apt-get could not install some of them; going on without: ${missing[*]}"; fi
}
