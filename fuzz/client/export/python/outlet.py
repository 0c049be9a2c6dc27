

class Outlet:
    """What the server says on a control connection: in the pieces and the pace of its wire, and as the tricks will have it."""

    def __init__(self, line):
        self.line, self.over, self.secured, self.last = line, False, False, ""
        # The command that is answered, how often it came so far, and how many replies it had.
        self.verb, self.nth, self.answers = "", world.count(""), 0

    def reply(self, text):
        """One reply of the server, one character a byte."""
        self.answers += 1
        code = int(text[:3])
        trick = next((one["reply"] for one in TRICKS if one["trick"] == "reply" and one["on"] == self.verb and one["nth"] in (0, self.nth)
                                                and (self.answers == 1 if one["turn"] == "first" else code >= 200)), None)
        do = trick["do"] if trick else "say"
        if self.over:
            return
        if do == "say":
            self.write(text)
        elif do == "code":
            self.write(re.sub(r"(?m)^\d{3}", "%03d" % trick["code"], text))
        elif do == "replace":
            self.write(trick["text"])
        elif do == "before":
            self.write(trick["text"] + text)
        elif do == "behind":
            self.write(text + trick["text"])
        elif do == "twice":
            self.write(text + text)
        elif do == "drip":
            say("S " + shown(text.encode("latin1")))
            for letter in text:
                self.push(letter.encode("latin1"))
                time.sleep(0.005)
        elif do == "cut":
            if trick["after"]:
                self.write(text[:trick["after"]])
            self.end(trick["ending"])
        elif do == "flood":
            say("S %s for %d MiB" % (shown(trick["text"].encode("latin1")), trick["megabytes"]))
            raw = trick["text"].encode("latin1")
            piece = raw * max(1, 1048576 // len(raw))
            for _ in range(0, trick["megabytes"] * 1048576, len(piece)):
                self.push(piece)
            self.end("end")

    def write(self, text):
        raw = text.encode("latin1")
        self.last = text
        if not raw:
            return
        say("S " + shown(raw))
        time.sleep(WIRE["hold"])
        if WIRE["cut"] == "each byte":
            pieces = [raw[at:at + 1] for at in range(min(200, len(raw)))] + ([raw[200:]] if len(raw) > 200 else [])
        elif WIRE["cut"] == "behind CR":
            pieces = re.split(rb"(?<=\r)", raw)
        else:
            pieces = [raw]
        for at, piece in enumerate(pieces):
            self.push(piece)
            # Each becomes a segment of its own, and the client has time to read the first ones one by one.
            time.sleep(0 if len(pieces) == 1 else 0.003 if at < 4 else 0.0005)

    def push(self, raw):
        try:
            self.line.sendall(raw)
        except OSError:
            self.over = True

    def end(self, how):
        say("= the server %s" % {"end": "closes the connection", "reset": "resets the connection", "silence": "says nothing more"}[how])
        self.over = True
        if how == "end":
            time.sleep(WIRE["linger"])
            try:
                self.line.shutdown(socket.SHUT_WR)
            except OSError:
                pass
        elif how == "reset":
            reset(self.line)
