

class Ear:
    """Something that is listened to: what comes is taken as soon as somebody waits for anything."""

    def __init__(self, line):
        self.line, self.over, self.stalled, self.finished = line, False, False, False
        line.setblocking(False)
        ears.append(self)

    def take(self):
        """What has come; None when nothing has. Whoever has ended tells it by ended()."""
        try:
            chunk = self.line.recv(65536)
        except (BlockingIOError, ssl.SSLWantReadError):
            return None
        except OSError as error:
            self.over = True
            self.ended(str(error))
            return None
        if not chunk:
            self.over = True
            self.ended(None)
            return None
        return chunk

    def give(self, raw, what):
        self.line.settimeout(PATIENCE)
        try:
            self.line.sendall(raw)
        except OSError as error:
            say("! %s: %s" % (what, error))
        self.line.setblocking(False)

    def shut(self, farewell=True):
        """Ends our side, under TLS with its farewell or without."""
        self.finished = True
        try:
            if farewell and isinstance(self.line, ssl.SSLSocket):
                self.line.unwrap()
        except (OSError, ValueError):
            pass
        try:
            socket.socket.shutdown(self.line, socket.SHUT_WR)
        except OSError:
            pass

    def leave(self, how="close"):
        self.over = self.finished = True
        if how == "reset":
            self.line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
        self.line.close()


ears = []


def wait(holds, seconds):
    """Takes what comes on every connection until holds(), or until the time is over. True when it holds."""
    end = time.monotonic() + seconds
    while not holds():
        awake = [one for one in ears if not one.over and not one.stalled]
        ready = [one for one in awake if isinstance(one.line, ssl.SSLSocket) and one.line.pending()]
        if not ready:
            left = end - time.monotonic()
            heard = select.select([one.line for one in awake], [], [], max(0, left))[0]
            if not heard and left <= 0:
                return False
            ready = [one for one in awake if one.line in heard]
        for one in ready:
            one.read()
    return True


def connection(number):
    line = socket.create_connection((host, number), PATIENCE)
    line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
    return line


tls = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
tls.check_hostname, tls.verify_mode = False, ssl.CERT_NONE


class Data(Ear):
    """One data connection."""

    def __init__(self, line):
        super().__init__(line)
        self.bytes, self.secured, self.sends = bytearray(), False, False

    def read(self):
        self.bytes += self.take() or b""

    def ended(self, error):
        say("= the server %s" % ("ends the data connection" if error is None else "breaks the data connection: " + error))
        # TLS wants a farewell for a farewell.
        if self.secured:
            self.shut()

    def secure(self, session):
        if self.secured or self.over:
            return
        self.secured = True
        self.line = tls.wrap_socket(self.line, session=session, do_handshake_on_connect=False)
        say("= TLS begins on the data connection")
        # What comes brings it to its end.
        try:
            self.line.do_handshake()
        except (ssl.SSLWantReadError, ssl.SSLWantWriteError):
            pass
        except OSError as error:
            self.over = True
            self.ended(str(error))


class Door(Ear):
    """Where the server connects to."""

    def __init__(self, session):
        self.session = session
        line = socket.socket(socket.AF_INET6 if ":" in session.own[0] else socket.AF_INET)
        line.bind((session.own[0], 0))
        line.listen(8)
        super().__init__(line)

    def read(self):
        line = self.line.accept()[0]
        say("= data connection from the server")
        self.session.lines.append(Data(line))
        self.session.protect()
