#!/bin/bash
# pyftpdlib from Debian's package. Needs no root once installed. Usage: see lib.sh.
. "${BASH_SOURCE[0]%/*}/lib.sh"
packages() { printf '%s\n' 'install openssl' 'install python3-pyftpdlib' 'install python3-openssl'; }
begin "$@"
for PYTHON in /usr/bin/python3 "$(command -v python3)" ''; do
  [ -n "$PYTHON" ] || not_installed pyftpdlib
  "$PYTHON" -W ignore -c 'from pyftpdlib.handlers import TLS_FTPHandler' 2>/dev/null && break
done
certificate
serve "$PYTHON" -W ignore -c '
import logging, sys
from pyftpdlib.authorizers import DummyAuthorizer
from pyftpdlib.handlers import TLS_FTPHandler
from pyftpdlib.servers import FTPServer
port, root, certificate = int(sys.argv[1]), sys.argv[2], sys.argv[3]
logging.basicConfig(level=logging.ERROR)
users = DummyAuthorizer()
users.add_user("tester", "secret", root, perm="elradfmwMT")
users.add_anonymous(root)
class Handler(TLS_FTPHandler):
    certfile, authorizer, timeout, auth_failed_timeout = certificate, users, 600, 0
Handler.ssl_context = Handler.get_ssl_context()
Handler.ssl_context.set_session_id(b"ftp")  # else a client that resumes its TLS session on the data connection is reset
server = FTPServer(("127.0.0.1", port), Handler, backlog=1024)
server.max_cons = server.max_cons_per_ip = 4096
server.serve_forever()
' "$PORT" "$ROOT" "$CERTIFICATE"
