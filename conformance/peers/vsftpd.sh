#!/bin/bash
# vsftpd from Debian's package. Usage: see lib.sh.
. "${BASH_SOURCE[0]%/*}/lib.sh"
packages() { printf '%s\n' 'install openssl' 'unpack vsftpd' 'unpack libnss-wrapper'; }
begin "$@"
VSFTPD=$(program vsftpd /usr/sbin/vsftpd) || exit 3
become_users; certificate
mkdir -p "$RUN/empty"
# - pam_service_name names no file on purpose: PAM then takes Debian's `other`, which asks for the password in passwd.
# - isolate=NO: else a session is process 1 of a namespace, where SIGTERM does not reach it.
cat > "$RUN/conf" <<C
listen=YES
listen_ipv6=NO
listen_address=127.0.0.1
listen_port=$PORT
background=NO
isolate=NO
isolate_network=NO
seccomp_sandbox=NO
anonymous_enable=YES
anon_root=$ROOT
no_anon_password=YES
local_enable=YES
local_root=$ROOT
chroot_local_user=YES
allow_writeable_chroot=YES
write_enable=YES
local_umask=022
anon_upload_enable=NO
mdtm_write=YES
ls_recurse_enable=YES
pam_service_name=ftpspec-peer
secure_chroot_dir=$RUN/empty
max_clients=0
max_per_ip=0
xferlog_enable=NO
dirmessage_enable=NO
ascii_upload_enable=YES
ascii_download_enable=YES
async_abor_enable=YES
delay_failed_login=0
ssl_enable=YES
allow_anon_ssl=YES
force_local_data_ssl=NO
force_local_logins_ssl=NO
require_ssl_reuse=NO
ssl_tlsv1=YES
ssl_ciphers=HIGH
rsa_cert_file=$CERTIFICATE
idle_session_timeout=600
data_connection_timeout=60
C
serve env LD_PRELOAD="$WRAPPER" NSS_WRAPPER_PASSWD="$RUN/passwd" NSS_WRAPPER_GROUP="$RUN/group" "$VSFTPD" "$RUN/conf"
