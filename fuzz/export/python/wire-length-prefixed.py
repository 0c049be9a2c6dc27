

def greeted(session):
    pass


def ask(session, verb, argument):
    raw = argument.encode("latin1")
    session.write(struct.pack(">I", len(raw)) + raw)


def answer(session, argument):
    """All that comes up to the end of the connection: OK with a head and the file, or ERROR with a text."""
    def stage():
        return len(session.held)

    while not session.over:
        seen = stage()
        if not wait(lambda: session.over or stage() != seen, PATIENCE):
            session.silent = True
            say("! no end of the answer within %g s" % PATIENCE)
            break
    # One question a connection: its end is no surprise.
    raw, session.left = bytes(session.held), True
    say("< %d bytes: %s" % (len(raw), shown(raw[:300])))
    if raw.startswith(b"ERROR"):
        return session.answered(550)
    if not raw.startswith(b"OK") or len(raw) < 6:
        return session.answered(0)
    length = struct.unpack(">I", raw[2:6])[0]
    size = struct.unpack(">Q", raw[6 + length:14 + length].rjust(8, b"\0"))[0]
    body = raw[14 + length + 32:]
    right = hashlib.md5(body).hexdigest().encode() == raw[14 + length:46 + length].lower()
    say("= %d bytes of %d, the checksum is %s" % (len(body), size, "right" if right else "wrong"))
    session.answered(226 if len(body) == size else 426)


def store(session, body, ending):
    pass
