

class Command:
    def __init__(self, verb, argument):
        self.verb, self.argument, self.begun = verb, argument, False


class Session(Ear):
    """A control connection: what was sent and is not answered yet, what was agreed on, and its data connections."""

    def __init__(self):
        line = connection(port)
        self.own = line.getsockname()[:2]
        super().__init__(line)
        self.buffer, self.held, self.code = b"", b"", None
        self.due, self.replies, self.left, self.silent = [Command("", "")], 0, False, False
        self.lines, self.kept, self.door, self.port, self.fresh = [], [], None, None, False
        self.awaits, self.private, self.moved = False, False, False
        self.form, self.marks = {"TYPE": "A", "STRU": "F", "MODE": "S"}, Marks()

    def read(self):
        chunk = self.take()
        if chunk is None:
            return
        self.buffer += chunk
        while b"\n" in self.buffer:
            end = self.buffer.index(b"\n") + 1
            line, self.buffer = self.buffer[:end], self.buffer[end:]
            say("< " + shown(line))
            self.heard(re.sub(rb"\xff[\xfb-\xfe].|\xff[\xf0-\xfa]", b"", line, flags=re.S).decode("latin1").rstrip("\r\n"))

    def ended(self, error):
        how = "closes the control connection" if error is None else "breaks the control connection: " + error
        say("! the server " + how + (" after " + shown(self.buffer) if self.buffer else ""))

    def heard(self, line):
        found = re.match(r"(\d{3})(-?)", line)
        if self.code is None and found and found.group(2):
            self.code, self.held = found.group(1), line
        elif self.code is None or line.startswith(self.code + " "):
            text = line if self.code is None else self.held + " " + line
            self.code = None
            self.replies += 1
            self.replied(int(found.group(1)) if found else 0, text)
        else:
            self.held += " " + line

    def replied(self, code, text):
        number = named_port(code, text)
        if number is not None:
            self.activating()
            self.port, self.fresh = number, True
        if code == 110 and self.running():
            return self.marks.confirmed(text)
        if 0 < code < 200:
            for command in [one for one in self.due if one.verb in TRANSFERS and not one.begun][:1]:
                command.begun = True
                self.marks.begins(command)
            return self.protect()
        at = next((at for at, one in enumerate(self.due) if not one.begun), 0) if code not in OF_A_TRANSFER else 0
        if at >= len(self.due):
            return
        command = self.due.pop(at)
        ANSWERS.append((command.verb, code))
        self.moved = self.moved or command.begun
        self.agreed(command.verb, command.argument, code)

    def agreed(self, verb, argument, code):
        """What holds after the last reply to a command."""
        done = 200 <= code < 400
        self.marks.answered(verb, argument, code)
        if verb == "AUTH" and code == 234:
            self.awaits, self.private, self.port, self.due = True, False, None, []
        elif verb == "AUTH" and code == 334:
            self.leave()
        elif verb in self.form and done:
            self.form[verb] = argument.upper()
            self.marks.forget()
        elif verb == "PROT" and done:
            self.private = argument.upper() == "P"
        elif verb in ("PORT", "EPRT", "LPRT") and done:
            self.port = None
        if verb in ("REIN", "CCC") and done:
            if verb == "REIN":
                self.private, self.form = False, {"TYPE": "A", "STRU": "F", "MODE": "S"}
            self.uncover()

    def secure(self):
        if not self.awaits:
            return
        self.awaits, self.buffer = False, b""
        self.line.settimeout(PATIENCE)
        try:
            self.line = tls.wrap_socket(self.line)
            say("= TLS on the control connection")
        except OSError as error:
            say("! TLS: %s" % error)
            self.over = True
        else:
            self.line.setblocking(False)

    def uncover(self):
        if not isinstance(self.line, ssl.SSLSocket):
            return
        self.line.settimeout(PATIENCE)
        try:
            self.line = self.line.unwrap()
            self.line.setblocking(False)
            say("= TLS is taken off")
        except OSError as error:
            say("! TLS cannot be taken off: %s" % error)
            self.over = True

    def protect(self):
        """Data connections of a transfer that has begun are put under TLS, where that was agreed on."""
        if self.private and any(one.begun for one in self.due):
            for line in self.lines:
                line.secure(self.line.session if isinstance(self.line, ssl.SSLSocket) else None)

    def activating(self):
        """Another address is about to be named: older connections count no more."""
        for line in self.lines:
            line.leave()
        self.lines = []

    def running(self):
        return any(one.begun for one in self.due)

    def send(self, templates, tail=""):
        if any("{marker}" in one for one in templates) and self.marks.last is None:
            return say("= no restart marker was told: there is nothing to go on at")
        if any("{listen" in one for one in templates) and self.door is None:
            self.door = Door(self)
        texts = [fill(self.marks.fill(one), self) for one in templates]
        for text in texts:
            verb, _, argument = text.partition(" ")
            verb = ALIASES.get(verb.upper(), verb.upper())
            if verb in ("PORT", "EPRT", "LPRT") and not self.running():
                self.activating()
            self.marks.sent(verb)
            self.due.append(Command(verb, argument))
        self.write("".join(text + "\r\n" for text in texts) + tail)

    def write(self, text):
        raw = text.encode("latin1")
        say("> " + shown(raw))
        self.give(raw, "control connection")

    def answered(self, busy=False):
        """Waits for what the server can say now. busy: a transfer ran before, and it may say nothing until that is over."""
        def open_ones():
            return [one for one in self.due if not one.begun]

        def settled():
            return self.over or not open_ones()

        unconnected = self.port is not None and not self.lines and any(one.verb in TRANSFERS for one in open_ones())
        if busy or unconnected:
            return wait(settled, 0.5)
        while not settled():
            seen, slow = self.replies, 4 if open_ones()[0].verb in ("", "PASS") else 1
            if not wait(lambda: settled() or self.replies != seen, PATIENCE * slow):
                say("! no reply to %s within %g s" % (open_ones()[0].verb or "the connection", PATIENCE * slow))
                self.silent = True
                return
        if ANSWERS and ANSWERS[-1][0] == "QUIT" and not self.due and not wait(lambda: self.over, PATIENCE):
            say("! the connection is still open %g s after the answer to QUIT" % PATIENCE)
            self.silent = True

    def transferred(self, complete=False):
        """Our part of a transfer is done: waits until it comes to its end. complete: the data have said that they are."""
        def stage():
            return (self.replies, sum(len(line.bytes) for line in self.lines), sum(line.over for line in self.lines))

        if self.running() and self.door is not None and self.port is None and not self.lines:
            wait(lambda: self.lines or not self.running() or self.over, PATIENCE)
        if not self.due and not self.moved:
            return
        # Nobody connected there, or the body is still to come: how long a server waits for that is its own business.
        unserved = (not self.lines and self.port is not None) or (not complete and any(line.sends and not line.finished and not line.over for line in self.lines))
        while self.due and not self.over:
            seen = stage()
            brief = unserved or all(one.verb == "ABOR" for one in self.due)
            if not wait(lambda: not self.due or self.over or stage() != seen, 0.5 if brief else PATIENCE):
                if not brief:
                    say("! no last reply within %g s" % PATIENCE)
                    self.silent = True
                return
        if self.port is None and self.door is not None and not self.lines:
            wait(lambda: self.lines, 0.3)
        while not wait(lambda: all(line.over or line.sends for line in self.lines), PATIENCE):
            say("! the data connection is still open %g s after the last reply" % PATIENCE)
            break
        for line in self.lines:
            say("= received %d bytes: %s" % (len(line.bytes), shown(bytes(line.bytes[:200])))) if not line.sends else None
            self.marks.brought(bytes(line.bytes), self.form)
            line.leave()
        self.lines, self.moved = [], False
