

def trick_of(kind, number):
    return next((one for one in TRICKS if one["trick"] == kind and one["nth"] in (0, number)), None)


class Door(threading.Thread):
    """A passive port for one data connection, with what is to be done to that."""

    def __init__(self, session):
        super().__init__(daemon=True)
        self.session, self.line, self.stopped, self.arrived = session, None, False, threading.Event()
        self.listener = socket.create_server((HOST, 0))
        self.port = self.listener.getsockname()[1]
        self.start()

    def run(self):
        try:
            line = self.listener.accept()[0]
        except OSError:
            return
        self.listener.close()
        self.begin(line)

    def begin(self, line):
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        with world.lock:
            world.carried += 1
            number = world.carried
        say("= data connection")
        # Nobody else closes what is to stay open.
        world.kept.append(line)
        self.line, self.trick, self.more = line, trick_of("data", number) or {"how": "", "after": 0, "known": False}, trick_of("listing", number)
        # So many bytes go either way; None for all.
        self.room = self.trick["after"] if self.trick["how"] in ("end", "reset", "silence") else None
        if self.room == 0:
            self.stop(0)
        self.arrived.set()

    def stop(self, moved):
        if self.stopped:
            return
        self.stopped = True
        how = self.trick["how"]
        say("= the server %s" % ("sends nothing more" if how == "silence" else "breaks the data connection off (%s)" % how))
        if how == "end":
            self.line.shutdown(socket.SHUT_WR)
        elif how == "reset":
            # The client reads what came before.
            time.sleep(0.06 if moved else 0)
            reset(self.line)

    def ready(self):
        if not self.arrived.wait(DATA):
            self.listener.close()
            return False
        if self.session.private and self.session.context:
            self.line = self.session.context.wrap_socket(self.line, server_side=True)
        self.line.settimeout(DATA)
        return True

    def give(self, raw, verb):
        """Sends a file or a listing as the trick has it. Whether the server believes that all is well."""
        if self.more and verb in ("LIST", "MLSD", "NLST"):
            raw += "".join(entry(verb, one["name"], 8, one["directory"]) for one in self.more["entries"]).encode("latin1", "replace")
        piece = raw if self.room is None else raw[:self.room]
        late = self.trick["how"] == "late"
        try:
            for at in range(0, len(piece), 16384):
                time.sleep(0.04 if late else 0)
                if not self.stopped:
                    self.line.sendall(piece[at:at + 16384])
            if self.room is not None and len(raw) >= self.room:
                self.stop(len(piece))
                return not self.trick["known"]
        except OSError as error:
            say("= data connection: %s" % error)
            return self.stopped and not self.trick["known"]
        say("= sent %d bytes of data" % len(raw))
        self.finish()
        return True

    def take(self):
        """What the client sends, and whether the server believes that all is well."""
        kept, count, known, how = bytearray(), 0, self.trick["known"], self.trick["how"]
        if self.stopped and (known or how == "reset"):
            return bytes(kept), not known
        if how == "silence" and self.room == 0:
            time.sleep(DATA)
            return bytes(kept), False
        try:
            while True:
                chunk = self.line.recv(65536)
                if not chunk:
                    break
                count += len(chunk)
                if self.room is None or count <= self.room:
                    kept += chunk
                    continue
                self.stop(count)
                if known or how == "reset":
                    return bytes(kept), not known
        except OSError as error:
            say("= data connection: %s" % error)
            return bytes(kept), False
        say("= received %d bytes of data" % count)
        self.finish()
        return bytes(kept), True

    def finish(self):
        """Ends it as the server does that has all it wants; what the client makes of that is its own business."""
        how = self.trick["how"]
        try:
            if how == "more":
                self.line.sendall(b"more than there is\r\n")
            if how in ("silence", "stays open"):
                return
            if isinstance(self.line, ssl.SSLSocket) and how != "unannounced":
                self.line.unwrap()
            elif not self.stopped:
                self.line.shutdown(socket.SHUT_WR)
        except (OSError, ValueError):
            pass
        self.line.close()

    def close(self):
        self.listener.close()


class Active(Door):
    """A data connection that the server makes, to where the client has said."""

    def __init__(self, session, address):
        threading.Thread.__init__(self, daemon=True)
        self.session, self.address, self.stopped, self.arrived = session, address, False, threading.Event()

    def ready(self):
        try:
            self.begin(socket.create_connection(self.address, DATA))
        except OSError:
            return False
        return super().ready()

    def close(self):
        pass
