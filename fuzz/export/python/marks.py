

class Marks:
    """Restart markers (RFC 959 section 3.5): those that we send, what the server calls them, and those that downloads bring."""

    def __init__(self):
        self.forget()

    def forget(self):
        # Of a marker: its text, the file, where it lies in that, and the argument of the upload.
        self.last, self.sending, self.named, self.going = None, None, None, None

    def fill(self, line):
        return line.replace("{marker}", self.last[0] if self.last else "0")

    def sent(self, verb):
        if verb not in ("REST", "RETR", "STOR", "APPE", "PASV", "EPSV", "PORT", "EPRT"):
            self.named = None

    def answered(self, verb, argument, code):
        if verb == "REST":
            self.named = self.last if code < 400 and self.last and self.last[0] == argument else None
        elif verb in ("RETR", "STOR", "APPE"):
            self.named = None

    def begins(self, command):
        self.going, self.named = (command.verb, command.argument, self.named), None

    def confirmed(self, text):
        """RFC 1123 section 4.1.3.4: 110 MARK ours = theirs."""
        found = re.search(r"MARK (m-1(?:-b)?) = ([!-~]+)", text)
        if found and found.group(1) == "m-1" and self.sending:
            self.last = (found.group(2),) + self.sending

    def body(self, file, form, part):
        """What is to be sent of a file: all of it with a marker, what lies before that and a little more, or what lies behind it."""
        kind, _, mode = letters(form)
        raw = crossing(file) if kind == "A" else file
        at = raw.find(b"\r\n", len(raw) // 2) + 1 if kind == "A" else len(raw) // 2
        at = at or len(raw) // 2
        named = self.going[2] if self.going else None
        goes_on = part == "resumed" and named is not None and named[1:] == (file, at, self.going[1])
        self.sending = None if part == "resumed" else (file, at, self.going[1] if self.going else "")
        framer = Framer(kind, "F", mode)

        def typed(piece):
            return piece.translate(EBCDIC) if kind == "E" else piece

        if not goes_on:
            framer.data(typed(raw[:at]))
            framer.marker(b"m-1")
        framer.data(typed(raw[at:at + 2] if part == "broken" else raw[at:]))
        if part == "broken":
            framer.marker(b"m-1-b")
        else:
            framer.end(EOF)
        return bytes(framer.out)

    def brought(self, raw, form):
        """The last marker of a download, unless it lies between CR and LF."""
        if not has_markers(form) or self.going is None or self.going[0] != "RETR" or self.going[2] is not None:
            return
        for text, before in (markers_in_blocks if form["MODE"] == "B" else markers_in_strings)(raw):
            if not (letters(form)[0] == "A" and before == 13):
                self.last = (text.decode("latin1"), b"", 0, self.going[1])
                say("= a restart marker: " + self.last[0])


def markers_in_blocks(raw):
    at, before = 0, 0
    while at + 3 <= len(raw):
        code, length = struct.unpack(">BH", raw[at:at + 3])
        piece = raw[at + 3:at + 3 + length]
        at += 3 + length
        if code & MARKER:
            yield piece, before
        elif piece:
            before = piece[-1]


def markers_in_strings(raw):
    at, before = 0, 0
    while at + 1 < len(raw):
        first = raw[at]
        if first == 0 and raw[at + 1] & MARKER:
            length = raw[at + 2] if at + 2 < len(raw) else 0
            yield raw[at + 3:at + 3 + length], before
            at += 3 + length
        elif first == 0:
            at += 2
        elif first < 128:
            before = raw[min(at + first, len(raw) - 1)]
            at += 1 + first
        elif first < 192:
            before = raw[at + 1]
            at += 2
        else:
            at += 1
