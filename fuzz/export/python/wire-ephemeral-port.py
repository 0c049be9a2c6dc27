

def greeted(session):
    pass


def ask(session, verb, argument):
    session.write(CONFIRMATIONS.get(verb, verb if argument == "" else verb + " " + argument).encode("latin1"))


def word(session):
    """The next word of the server, which nothing ends: its code; None where none comes. The port of a file is connected to."""
    def whole():
        text = session.held.decode("latin1")
        digits = text[len(PORT):] if text.startswith(PORT) else ""
        return any(text.startswith(one) for one in WORDS) or (digits.isdigit() and len(digits) >= 5) or len(text) >= 512

    wait(lambda: whole() or session.over, PATIENCE if not session.held.startswith(PORT.encode("latin1")) else 0.5)
    text = session.held.decode("latin1")
    # Two words may have come as one piece: the first is the longest one that it begins with.
    first = text if text in WORDS else max((one for one in WORDS if text.startswith(one)), key=len, default=text)
    session.held = session.held[len(first):]
    text = first
    say("< " + shown(text.encode("latin1")) if text else "! no answer within %g s" % PATIENCE)
    session.silent = session.silent or (not text and not session.over)
    if text.startswith(PORT) and text[len(PORT):].isdigit():
        try:
            session.data = Data(connection(int(text[len(PORT):])))
            say("= data connection open")
        except OSError as error:
            say("! data connection: %s" % error)
        return PORT_CODE
    return WORDS.get(text, 0) if text else None


def answer(session, argument):
    if session.verb == "ls":
        wait(lambda: len(session.held) > 0 or session.over, PATIENCE)
        wait(lambda: session.over, 0.3)
        say("< " + shown(bytes(session.held)))
        session.held = bytearray()
        return session.answered(212)
    # Confirmations and the farewell are answered by nothing.
    if session.verb in CONFIRMATIONS or session.verb == "quit":
        session.left = session.verb == "quit"
        return
    code = word(session)
    if code is not None and 0 < code < 200:
        code = word(session)
    session.answered(code or 0)
    if code == PORT_CODE and session.verb == "get" and session.data is not None:
        wait(lambda: session.data.over, PATIENCE * 4)
        say("= received %d bytes: %s" % (len(session.data.bytes), shown(bytes(session.data.bytes[:200]))))
        session.data.leave()
        session.data = None


def store(session, body, ending):
    if session.data is None or session.verb != "put":
        return
    session.data.sends = True
    if ending != "end":
        return broken(session, session.data, body, ending)
    session.data.give(body, "data connection")
    session.data.shut()
    say("= sent %d bytes" % len(body))
    code = word(session)
    session.answered(code or 0)
