

class Own(Ear):
    """A connection of a protocol with a wire of its own: what was asked, what came, and the data connection where there is one."""

    def __init__(self):
        super().__init__(connection(port))
        self.held, self.verb, self.data, self.left, self.silent, self.due = bytearray(), "", None, False, False, []

    def read(self):
        self.held += self.take() or b""

    def ended(self, error):
        say("= the server %s" % ("closes the connection" if error is None else "breaks the connection: " + error))

    def write(self, raw):
        say("> " + shown(raw))
        self.give(raw, "connection")

    def line_of(self):
        """The next line; None where none comes in time."""
        if not wait(lambda: b"\n" in self.held or self.over, PATIENCE) or b"\n" not in self.held:
            self.silent = self.silent or not self.over
            say("! no answer within %g s" % PATIENCE if not self.over else "! the connection is over%s" % (" after " + shown(bytes(self.held)) if self.held else ""))
            return None
        at = self.held.index(b"\n") + 1
        line, self.held = bytes(self.held[:at]), self.held[at:]
        say("< " + shown(line))
        return line.rstrip(b"\r\n").decode("latin1")

    def body(self, size):
        """So many bytes, as far as they come."""
        wait(lambda: len(self.held) >= size or self.over, PATIENCE * 4)
        raw, self.held = bytes(self.held[:size]), self.held[size:]
        say("< %d bytes: %s" % (len(raw), shown(raw[:200])))

    def answered(self, code):
        ANSWERS.append((self.verb, code))


def own_step(step):
    act, number = step["act"], step["session"]
    if act == "open":
        if number not in sessions:
            try:
                sessions[number] = Own()
                greeted(sessions[number])
            except OSError as error:
                say("! no connection: %s" % error)
        return
    session = sessions.get(number)
    if session is None or session.left or session.over:
        return
    if act == "send":
        for line in step["lines"]:
            text = fill(line, session)
            session.verb, _, argument = text.partition(" ")
            ask(session, session.verb, argument)
            if step["wait"]:
                answer(session, argument)
    elif act == "bytes":
        for piece in step["pieces"]:
            session.write(fill(piece, session).encode("latin1"))
            time.sleep(0.01)
    elif act == "upload":
        store(session, body_of(step["size"], step["text"]), step["ending"])
    elif act in ("end", "drop"):
        session.left = True
        say("= we %s" % ("end our side" if act == "end" else "break the connection"))
        session.shut() if act == "end" else session.leave("reset")
    elif act in ("close", "reset") and session.data is not None:
        say("= we %s the data connection" % act)
        session.data.leave(act)


def broken(session, to, raw, ending):
    """Half of what was to be sent, and perhaps the end."""
    to.give(raw[:len(raw) // 2], "connection")
    say("= sent %d bytes of %d" % (len(raw) // 2, len(raw)))
    if ending == "reset":
        session.left = session.left or to is session
        to.leave("reset")


def prepare_own():
    """What the steps need stands in the served directory: no command makes it here."""
    wanted = [name for name in ("file", "large", "directory", "full-directory") if "{%s}" % name in repr(STEPS)]
    if wanted and root is None:
        return say("! set ROOT to the directory that the server serves: %s cannot be made there" % ", ".join(wanted))
    for name in wanted:
        path = os.path.join(root, values[name])
        MADE.append(path)
        if name.endswith("directory"):
            os.mkdir(path)
            path = os.path.join(path, "inside.txt")
        if name != "directory":
            with open(path, "wb") as file:
                file.write(body_of(8 << 20, False) if name == "large" else b"hello\n")
