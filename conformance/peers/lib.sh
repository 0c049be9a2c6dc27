# Sourced by the peer scripts beside it: what each real FTP server needs to run for the tests.
#
#   NAME.sh --install          install what NAME needs (root, Debian's apt); starts nothing
#   NAME.sh PORT DIRECTORY     serve DIRECTORY on 127.0.0.1:PORT in the foreground
#   NAME.sh --tied PORT DIR    the same, and end when standard input ends, so that it cannot outlive its caller
#
# User tester, password secret, may write; anonymous reads. Explicit TLS with a self-signed certificate. Passive ports
# are the server's own choice: any fixed range would be shared by two runs. SIGTERM ends the server and its sessions.
# State: $FTPSPEC_PEERS, else a directory for this user in the temporary directory.
# Exit codes: 2 bad arguments, 3 the server cannot be had on this machine (one line says why), else the server's own.
set -u
NAME=$(basename "$0" .sh)
PEERS=${FTPSPEC_PEERS:-${TMPDIR:-/tmp}/ftpspec-peers-$(id -u)}
# No account is made on this machine: libnss_wrapper shows these to the server alone. Numbers outside what Debian gives out.
TESTER_ID=59998
ANONYMOUS_ID=59999

bad_arguments() { echo "$NAME: $*" >&2; exit 2; }
unavailable() { echo "$NAME: $*" >&2; exit 3; }
not_installed() { unavailable "$1 is not installed; run '$0 --install' as root"; }
locked() { ( flock -w 300 9 || unavailable "no lock on $PEERS/lock in 300 s"; "$@" ) 9>>"$PEERS/lock" || exit $?; }

# begin ARGUMENTS: reads the command line. The script calls it after defining packages() (prints what --install must fetch,
# see fetch), and goes on to serve.
begin() {
  [ -r "/proc/$$/stat" ] || unavailable 'needs Linux'
  mkdir -p "$PEERS" && [ -O "$PEERS" ] || unavailable "$PEERS is not this user's directory"
  chmod 755 "$PEERS"
  if [ "${1:-}" = --install ]; then
    [ "$(id -u)" = 0 ] || unavailable '--install needs root'
    command -v apt-get >/dev/null || unavailable '--install needs apt-get'
    locked fetch; exit 0
  fi
  lead_group "$@"
  TIED=; [ "${1:-}" != --tied ] || { TIED=yes; shift; }
  [ $# = 2 ] || bad_arguments "usage: $0 --install | [--tied] PORT DIRECTORY"
  case $1 in ''|*[!0-9]*) bad_arguments "bad port: $1";; esac
  [ -d "$2" ] || bad_arguments "no such directory: $2"
  PORT=$1 ROOT=$(cd "$2" && pwd -P) RUN=$PEERS/run/$NAME-$PORT
  [ "$ROOT" != / ] || bad_arguments 'not the root directory'
  trap 'rm -rf "$RUN"' EXIT
  mkdir -p "$RUN" && chmod 755 "$PEERS/run" "$RUN"
}

# The processes of a server are found by their process group (and as descendants), so this script must lead it. setsid does
# not fork here: the process id that the caller knows stays.
lead_group() {
  local line; read -r line < "/proc/$$/stat"
  set -- "${line##*) }" "$@"
  [ "$(cut -d' ' -f3 <<<"$1")" = $$ ] || { shift; exec setsid "$BASH" "$0" "$@"; }
}

apt() { DEBIAN_FRONTEND=noninteractive apt-get -qq -o Dpkg::Use-Pty=0 -o APT::Sandbox::User=root "$@" >>"$PEERS/install.log" 2>&1 </dev/null; }
# apt, and once more with fresh package lists.
apt_fresh() { apt "$@" || { apt update; apt "$@"; } || { tail -n 5 "$PEERS/install.log" >&2; unavailable "apt-get $* failed; see $PEERS/install.log"; }; }

# Each line of packages(): `install P`, or `unpack P` for a package whose install script would start a daemon on port 21.
fetch() {
  local how package
  packages | while read -r how package; do
    case $how in
      install) dpkg -s "$package" >/dev/null 2>&1 || apt_fresh install -y --no-install-recommends "$package" ;;
      unpack) [ -e "$PEERS/pkg/$package/done" ] || unpack "$package" ;;
    esac || exit 3
  done
}

unpack() {
  local into=$PEERS/pkg/$1 libraries
  rm -rf "$into"; mkdir -p "$into"; cd "$into" || exit 3
  apt_fresh download "$1"
  dpkg -x ./*.deb . || unavailable "cannot unpack $1"
  if find . -type f \( -path '*bin/*' -o -name '*.so*' \) -exec ldd {} + 2>/dev/null | grep -q 'not found'; then
    libraries=$(dpkg-deb -f ./*.deb Depends | tr ',' '\n' | sed 's/|.*//; s/(.*//; s/ //g' | grep '^lib')
    # shellcheck disable=SC2086
    apt_fresh install -y --no-install-recommends $libraries
  fi
  rm -f ./*.deb; touch done
}

# program PACKAGE PATH: the unpacked program, or the machine's own.
program() {
  if [ -e "$PEERS/pkg/$1/done" ]; then echo "$PEERS/pkg/$1$2"; elif [ -x "$2" ]; then echo "$2"; else not_installed "$1"; fi
}

# The C servers change user and root directory: they need root, and a directory that the changed user may enter.
become_users() {
  [ "$(id -u)" = 0 ] || unavailable 'must be started as root'
  WRAPPER=$(find "$PEERS/pkg/libnss-wrapper" /usr/lib -name 'libnss_wrapper.so*' -print -quit 2>/dev/null)
  [ -n "$WRAPPER" ] || not_installed libnss-wrapper
  local hash; hash=$(openssl passwd -6 secret) || not_installed openssl
  printf '%s\n' "root:x:0:0::/:/bin/sh" "nobody:x:65534:65534::/:/bin/sh" \
    "tester:$hash:$TESTER_ID:$TESTER_ID::$ROOT:/bin/sh" "ftp:*:$ANONYMOUS_ID:$ANONYMOUS_ID::$ROOT:/bin/sh" > "$RUN/passwd"
  printf '%s\n' "root:x:0:" "nogroup:x:65534:" "tester:x:$TESTER_ID:" "ftp:x:$ANONYMOUS_ID:" > "$RUN/group"
  chown "$TESTER_ID:$TESTER_ID" "$ROOT" && chmod u+rwx,go+rx "$ROOT"
  setpriv --reuid "$ANONYMOUS_ID" --regid "$ANONYMOUS_ID" --clear-groups test -x "$ROOT/." ||
    bad_arguments "other users cannot enter $ROOT: a directory above it is closed to them"
}

certificate() {
  command -v openssl >/dev/null || not_installed openssl
  CERTIFICATE=$PEERS/certificate.pem
  locked make_certificate
}
make_certificate() {
  [ -e "$CERTIFICATE" ] || ( umask 077
    openssl req -x509 -newkey rsa:2048 -nodes -days 3650 -subj /CN=localhost -addext 'subjectAltName=DNS:localhost,IP:127.0.0.1' \
      -keyout "$PEERS/key.tmp" -out "$PEERS/crt.tmp" 2>/dev/null &&
    cat "$PEERS/key.tmp" "$PEERS/crt.tmp" > "$CERTIFICATE.tmp" && mv "$CERTIFICATE.tmp" "$CERTIFICATE" && rm "$PEERS/key.tmp" "$PEERS/crt.tmp"
  ) || unavailable 'openssl cannot make a certificate'
}

# serve COMMAND…: runs the server until it ends or a signal comes, then ends all that it started.
serve() {
  local code
  trap 'end_group; exit 0' TERM INT HUP
  # The server learns of this script's death even when it is killed outright.
  setpriv --pdeathsig TERM "$@" </dev/null & SERVER=$!
  [ -z "$TIED" ] || { exec 8<&0; { cat <&8 >/dev/null; kill -TERM $$; } 2>/dev/null & }
  wait "$SERVER"; code=$?
  end_group
  [ "$code" != 3 ] || code=1
  exit "$code"
}
# Group and descendants: each vsftpd session leads a group of its own, and is the server's child only while the server lives.
# So the server is stopped while its descendants are listed.
end_group() {
  local pids pid line stat state parent group found=" $$ " before=
  declare -A parents=()
  trap '' TERM INT HUP
  kill -STOP "$SERVER" 2>/dev/null
  for stat in /proc/[0-9]*/stat; do
    { read -r line < "$stat"; } 2>/dev/null || continue
    read -r state parent group _ <<<"${line##*) }"
    [ "$state" = Z ] || parents[${line%% *}]=$parent
    [ "$group" != $$ ] || [ "${line%% *}" = $$ ] || found+="${line%% *} "
  done
  while [ "$found" != "$before" ]; do
    before=$found
    for pid in "${!parents[@]}"; do
      case $found in *" $pid "*) ;; *" ${parents[$pid]} "*) found+="$pid " ;; esac
    done
  done
  read -ra pids <<<"${found/ $$ / }"
  [ ${#pids[@]} = 0 ] || kill -TERM "${pids[@]}" 2>/dev/null
  kill -CONT "$SERVER" 2>/dev/null
  wait "$SERVER" 2>/dev/null
  [ ${#pids[@]} = 0 ] || kill -KILL "${pids[@]}" 2>/dev/null
}
