#!/bin/bash
# Pure-FTPd from Debian's package. Usage: see lib.sh.
. "${BASH_SOURCE[0]%/*}/lib.sh"
packages() { printf '%s\n' 'install openssl' 'unpack pure-ftpd' 'unpack libnss-wrapper'; }
begin "$@"
PUREFTPD=$(program pure-ftpd /usr/sbin/pure-ftpd) && PUREPW=$(program pure-ftpd /usr/bin/pure-pw) || exit 3
become_users; certificate
rm -f "$RUN"/users*
echo "tester:$(openssl passwd -6 secret):$TESTER_ID:$TESTER_ID::$ROOT/./::::::::::::" > "$RUN/users"
"$PUREPW" mkdb "$RUN/users.pdb" -f "$RUN/users" || exit 1
serve env LD_PRELOAD="$WRAPPER" NSS_WRAPPER_PASSWD="$RUN/passwd" NSS_WRAPPER_GROUP="$RUN/group" \
  "$PUREFTPD" -S "127.0.0.1,$PORT" -4 -l "puredb:$RUN/users.pdb" -A -c 2000 -C 2000 -H -i -I 10 \
  -u 1 -Y 1 -2 "$CERTIFICATE" -U 133:022 -g "$RUN/pid" -f none
