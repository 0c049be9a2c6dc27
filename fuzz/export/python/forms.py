

def code_page():
    """EBCDIC, code page 1047 with NL for the end of a line: the code of each byte of Latin-1."""
    codes = bytearray(256)
    for code, letter in enumerate(bytes.fromhex(LATIN)):
        codes[letter] = code
    return bytes(codes)


EBCDIC = code_page()
# Bits of a descriptor (RFC 959 section 3.4.2): end of a record, end of the file, a restart marker.
EOR, EOF, MARKER = 128, 64, 16


def letters(form):
    """TYPE, STRU and MODE as the bytes know them; None for a form that is not made here."""
    kind = form["TYPE"]
    kind = "A" if kind.startswith("A") else "E" if kind.startswith("E") else "I" if kind in ("I", "L 8") else None
    return None if kind is None or form["STRU"] not in "FRP" or form["MODE"] not in "SBCZ" else (kind, form["STRU"], form["MODE"])


def plain(form):
    return letters(form) is not None and letters(form)[0] != "E" and letters(form)[1:] == ("F", "S")


def says_its_end(form):
    """Whether the end of a file is said in the data, and not by the end of the connection."""
    return form["MODE"] in "BC" or (form["MODE"] == "S" and form["STRU"] != "F")


def has_markers(form):
    return letters(form) is not None and form["MODE"] in "BC" and form["STRU"] == "F"


def crossing(text):
    """A file with LF lines as TYPE A sends it."""
    return re.sub(rb"(?<!\r)\n", b"\r\n", text)


class Framer:
    """The form that STRU and MODE give to data."""

    def __init__(self, kind, structure, mode):
        self.structure, self.mode, self.pending, self.out = structure, mode, b"", bytearray()
        self.filler = {"A": 0x20, "E": 0x40, "I": 0}[kind]

    def data(self, raw):
        if self.mode == "B":
            self.pending += raw
            while len(self.pending) > 32768:
                self.block(0, self.pending[:32768])
                self.pending = self.pending[32768:]
        elif self.mode == "C":
            self.strings(raw)
        else:
            self.out += raw.replace(b"\xff", b"\xff\xff") if self.structure == "R" else raw

    def block(self, code, raw):
        self.out += struct.pack(">BH", code, len(raw)) + raw

    def end(self, code):
        if self.mode == "B":
            self.block(code, self.pending)
            self.pending = b""
        elif self.mode == "C":
            self.out += bytes([0, code, 0xC0])
        elif self.structure == "R":
            self.out += bytes([255, 1 if code == EOR else 2])

    def marker(self, text):
        if self.mode == "B":
            if self.pending:
                self.end(0)
            self.block(MARKER, text)
        else:
            self.out += bytes([0, MARKER, len(text)]) + text

    def strings(self, raw):
        """Strings of regular data, of one byte again and again, and of fillers (section 3.4.3)."""
        begun, at = 0, 0
        while at < len(raw):
            end = at + 1
            while end < len(raw) and end - at < 63 and raw[end] == raw[at]:
                end += 1
            filler = raw[at] == self.filler and end - at >= 2
            if filler or end - at >= 3:
                self.regular(raw[begun:at])
                self.out += bytes([0xC0 | end - at]) if filler else bytes([0x80 | end - at, raw[at]])
                begun = end
            at = end
        self.regular(raw[begun:])

    def regular(self, raw):
        for at in range(0, len(raw), 127):
            self.out += bytes([len(raw[at:at + 127])]) + raw[at:at + 127]


def pages(raw):
    """STRU P: pages of 255 bytes with their number; one of zeros is a hole, and is not sent unless it is the last."""
    cut, out = [raw[at:at + 255] for at in range(0, len(raw), 255)], b""
    for number, page in enumerate(cut):
        if any(page) or number == len(cut) - 1:
            out += bytes([4, number, len(page), 1]) + page
    return out + bytes([4, len(cut) & 255, 0, 0])


def formed(size, text, form):
    """A body in the form that was chosen, and the file with LF lines that it is; None for forms that leave a body as it is."""
    if letters(form) is None or plain(form) or (form["STRU"] == "P" and size > 60000):
        return None
    kind, structure, mode = letters(form)
    lines = structure == "R" or kind != "I"
    file = body_of(size, True).replace(b"\r\n", b"\n") if lines else body_of(size, text)
    if lines and file and not file.endswith(b"\n"):
        file += b"\n"
    framer = Framer(kind, structure, mode)

    def typed(raw):
        return raw.translate(EBCDIC) if kind == "E" else crossing(raw) if kind == "A" and structure != "R" else raw

    if structure == "R":
        records = file.split(b"\n")
        for record in records[:-1]:
            framer.data(typed(record))
            framer.end(EOR)
        if records[-1]:
            framer.data(typed(records[-1]))
            framer.end(EOR)
    else:
        framer.data(pages(typed(file)) if structure == "P" else typed(file))
    framer.end(EOF)
    return (zlib.compress(bytes(framer.out)) if mode == "Z" else bytes(framer.out)), file
