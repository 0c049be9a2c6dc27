

def greeted(session):
    session.line_of()


def ask(session, verb, argument):
    session.write(("%s %s" % (verb, argument)).rstrip(" ").encode("latin1") + b"\r\n")


def answer(session, argument):
    """One answer: a line, lines up to an empty one, or a file between its markers."""
    line = session.line_of()
    if line is None:
        return
    code = int(line[:3]) if re.match(r"\d{3} ", line) else 0
    session.answered(code)
    if code == 150 and session.verb == "PUT":
        session.line_of()
    elif code == 150:
        size = re.fullmatch(r"Size: (\d+) bytes", session.line_of() or "")
        if size and session.line_of() == "FILE_START":
            session.body(int(size.group(1)))
            session.line_of()
    elif code == 200 and (session.verb == "STAT" or session.verb == "LIST" and not line.endswith("No files in directory")):
        while session.line_of():
            pass


def store(session, body, ending):
    raw = b"FILE_START\r\n" + body + b"FILE_END\r\n"
    if not ANSWERS or ANSWERS[-1] != ("PUT", 150):
        return
    if ending != "end":
        return broken(session, session, raw, ending)
    session.write(raw)
    line = session.line_of()
    if line is not None:
        session.answered(int(line[:3]) if line[:3].isdigit() else 0)
