

sessions = {}
# Records of a handshake that ends in its sixth byte, and of data.
PART_OF_HELLO, PART_OF_DATA = bytes([0x16, 3, 1, 2, 0, 1]), bytes([0x17, 3, 3, 0x40, 0, 0x5A])


def perform(step):
    act, number = step["act"], step["session"]
    if act == "open":
        if number in sessions:
            return
        try:
            session = sessions[number] = Session()
        except OSError as error:
            say("! no connection: %s" % error)
            ANSWERS.append(("", 0))
            return
        if step.get("early"):
            session.send(step["early"])
        if step.get("early") != []:
            session.answered()
        return
    session = sessions.get(number)
    if session is None or session.left:
        return
    if session.awaits and act not in ("secure", "secure in part"):
        session.left = True
        return session.leave("reset")
    if act in ("end", "drop"):
        session.left = True
        say("= we %s the control connection" % ("end our side of" if act == "end" else "break"))
        session.shut() if act == "end" else session.leave("reset")
    elif session.over:
        return
    elif act == "send":
        busy = session.running()
        session.send(step["lines"], step.get("tail", ""))
        if step["wait"]:
            session.answered(busy)
    elif act == "bytes":
        odd(session, step)
    elif act == "secure":
        session.secure()
    elif act in ("secure in part", "cut"):
        if session.awaits if act == "secure in part" else isinstance(session.line, ssl.SSLSocket):
            say("= part of a TLS record, and then the end")
            session.left = True
            socket.socket.send(session.line, PART_OF_HELLO if act == "secure in part" else PART_OF_DATA)
            session.shut(False)
            # What is left of TLS says nothing more.
            session.stalled = act == "cut"
            wait(lambda: session.over or session.stalled, PATIENCE)
    elif act == "renegotiate":
        say("! another handshake is to be asked for here: the ssl module of Python cannot do it, and this program goes on without")
    elif act == "connect":
        connect(session)
    elif act == "upload":
        upload(session, step)
    elif act == "keep":
        if session.port is not None and not session.running() and session.lines:
            for line in session.kept:
                line.leave()
            session.kept, session.lines = session.lines, []
    elif act == "stall":
        for line in session.lines:
            line.stalled = True
    else:
        say("= %s" % {"receive": "we receive", "half": "we end our side of the data connection", "close": "we close the data connection", "reset": "we break the data connection"}[act])
        for line in session.lines:
            line.stalled = False
            if act == "half":
                line.shut()
            elif act != "receive":
                line.leave(act)
        session.transferred()


def odd(session, step):
    """Bytes as they are, each piece a segment of its own; lines: as what lines a server has to take them, None where nobody knows."""
    lines, busy = step["lines"], session.running()
    for line in lines or []:
        session.due.append(Command(*line.upper().partition(" ")[::2]))
    for piece in step["pieces"]:
        session.write(fill(piece, session))
        time.sleep(0.01)
    if lines is not None:
        return session.answered(busy)
    # Whatever they were, a session that is still open answers a command after them.
    session.due = []
    if not busy and not session.over and "\xff\xfa" not in "".join(step["pieces"]):
        seen = session.replies
        session.write("\r\nNOOP\r\n")
        if not wait(lambda: session.replies > seen or session.over, PATIENCE):
            say("! no answer within %g s, not even to NOOP" % PATIENCE)
            session.silent = True
        wait(lambda: session.over, 0.2)


def connect(session):
    if not session.lines and not session.fresh:
        wait(lambda: session.fresh or not session.due or session.over, 0.3)
    if session.port is None or len(session.lines) >= 8 or (not session.fresh and not session.lines):
        return
    session.fresh = False
    try:
        session.lines.append(Data(connection(session.port)))
        say("= data connection open, port %d" % session.port)
        session.protect()
    except OSError as error:
        say("! data connection to port %d: %s" % (session.port, error))


def upload(session, step):
    ending, size, text, form = step["ending"], step["size"], step["text"], session.form
    if session.door is not None and session.port is None and not session.lines and session.running():
        wait(lambda: session.lines or not session.running(), PATIENCE)
    made = None if ending == "bare" else formed(size, text, form)
    body, says = made[0] if made else body_of(size, text), made is not None and says_its_end(form)
    body = step["content"].encode() if "content" in step else body
    if not session.lines:
        return
    line = session.lines[0]
    line.sends = True
    if ending in ("marked", "broken", "resumed"):
        if made is not None and has_markers(form):
            return upload_marked(session, line, session.marks.body(made[1], form, ending), ending == "broken")
        # Where there are no markers a body goes without.
        ending = "reset" if ending == "broken" else "open" if says else "end"
    if ending == "cut" and says:
        body = body[:len(body) // 2]
    line.give(body, "data connection")
    say("= sent %d bytes: %s, then %s" % (len(body), shown(body[:200]), ending))
    if ending == "open" and not says:
        return
    if ending == "reset":
        line.leave("reset")
    elif ending != "open":
        line.shut(ending != "cut")
    for other in session.lines[1:]:
        other.sends = True
        other.shut()
    session.transferred(says and ending == "open")


def upload_marked(session, line, body, breaks):
    before = session.marks.last
    line.give(body, "data connection")
    say("= sent %d bytes with a restart marker: %s" % (len(body), shown(body[:200])))
    if breaks:
        # A server need not confirm markers.
        wait(lambda: session.marks.last != before or not session.running() or session.over, 0.6)
        line.leave("reset")
        say("= we break the data connection")
    session.transferred(not breaks)
