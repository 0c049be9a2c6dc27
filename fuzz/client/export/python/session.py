

# Commands that belong to somebody who has logged in.
INSIDE = ("CWD", "CDUP", "PWD", "SIZE", "MDTM", "MLST", "DELE", "RMD", "MKD", "RNFR", "RNTO", "REST", "PASV", "EPSV", "PORT", "EPRT", "RETR", "STOR", "APPE", "LIST", "NLST", "MLSD")
ALIASES = {"XCWD": "CWD", "XCUP": "CDUP", "XPWD": "PWD", "XMKD": "MKD", "XRMD": "RMD"}


class Session(Outlet, threading.Thread):
    """One client, served as the book says."""

    def __init__(self, line):
        threading.Thread.__init__(self, daemon=True)
        Outlet.__init__(self, line)
        self.user, self.inside, self.at, self.type, self.rest, self.renaming, self.door = "", False, "/", "A", 0, None, None
        self.private, self.context = False, None

    def run(self):
        try:
            if IMPLICIT:
                self.cover()
            for text in BOOK["[connected]"]:
                self.reply(text)
            rest = b""
            while True:
                chunk = self.line.recv(65536)
                if not chunk:
                    break
                rest += chunk
                while b"\n" in rest:
                    line, rest = rest.split(b"\n", 1)
                    self.command(re.sub(rb"\xff[\xf0-\xfe].?", b"", line.rstrip(b"\r")).decode("latin1"))
            say("= the client closes the connection")
            self.line.close()
        except (OSError, ValueError) as error:
            say("= the connection is over: %s" % error)
        with world.lock:
            world.open -= 1
            world.lock.notify_all()

    def command(self, line):
        say("C " + shown(line.encode("latin1")))
        verb, _, argument = line.partition(" ")
        self.verb, self.answers = verb.upper(), 0
        self.nth = world.count(self.verb)
        verb = ALIASES.get(self.verb, self.verb)
        act = getattr(self, "do_" + verb, None)
        if verb in INSIDE and not self.inside:
            self.tell(["PWD out", "out"])
        elif act is not None:
            act(argument)
        else:
            self.tell([line, line.upper(), next((key for key in BOOK if key.split(" ")[0] == verb), "XYZZY"), "XYZZY"])

    def tell(self, keys, change=lambda text: text):
        """The replies that the book has under the first of these keys; it has all of the last. True where the last reply is a good one."""
        replies = book(keys)
        for text in replies:
            self.reply(change(text))
        return replies[-1][0] in "23"

    def can(self, key):
        return BOOK[key][-1][0] in "123"

    def path(self, argument):
        whole = argument if argument.startswith("/") else self.at + "/" + argument
        parts = []
        for part in argument_name(whole).split("/"):
            if part == "..":
                parts = parts[:-1]
            elif part not in ("", "."):
                parts.append(part)
        return "/" + "/".join(parts)

    def do_USER(self, argument):
        world.clear = world.clear or (CERTIFICATE is not None and not self.secured)
        self.user, self.inside = argument, False
        if self.tell(["USER ok"]):
            self.inside = BOOK["USER ok"][-1][0] == "2"

    def do_PASS(self, argument):
        right = argument == PASSWORD and self.user == USER
        self.inside = self.tell(["PASS ok" if right else "PASS no"]) and right or self.inside

    def do_AUTH(self, argument):
        if CERTIFICATE is None:
            return self.tell(["XYZZY"])
        self.last = ""
        self.tell(["AUTH ok"])
        # What it said may have been another answer.
        if self.last.startswith("2") and not self.over:
            self.cover()

    def cover(self):
        self.context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
        with tempfile.NamedTemporaryFile("w", suffix=".pem") as file:
            file.write(CERTIFICATE)
            file.flush()
            self.context.load_cert_chain(file.name)
        self.line = self.context.wrap_socket(self.line, server_side=True)
        self.secured, self.inside = True, False
        say("= TLS")

    def do_PROT(self, argument):
        self.last = ""
        self.tell(["PROT ok" if self.secured else "PROT no"])
        self.private = self.last.startswith("2") and argument.upper() == "P"

    def do_PBSZ(self, argument):
        self.tell(["PBSZ ok"])

    def do_TYPE(self, argument):
        if self.tell(["TYPE " + argument.upper(), "TYPE ok"]):
            self.type = argument.upper()[:1]

    def do_CWD(self, argument):
        path = self.path(argument)
        if path not in world.directories:
            self.tell(["CWD no"])
        elif self.tell(["CWD " + path, "CWD ok"]):
            self.at = path

    def do_CDUP(self, argument):
        if self.tell(["CDUP ok"]):
            self.at = self.path("..")

    def do_PWD(self, argument):
        world.told["pwd"] = self.at
        quoted = '"%s"' % self.at.replace('"', '""')
        self.tell(["PWD " + self.at, "PWD /"], lambda text: text if "PWD " + self.at in BOOK else text.replace('"/"', quoted, 1))

    def do_SIZE(self, argument):
        path = self.path(argument)
        if path not in world.files:
            return self.tell(["SIZE no"])
        size = world.told["size"] = str(len(world.files[path]))
        self.tell(["SIZE ok"] if path in world.changed else ["SIZE " + path, "SIZE ok"], lambda text: text.replace("{size}", size))

    def do_MDTM(self, argument):
        path = self.path(argument)
        world.told["lastMod"] = None
        self.tell(["MDTM " + path, "MDTM ok"] if path in world.files else ["MDTM no"])

    def do_MLST(self, argument):
        path = self.path(argument)
        self.tell(["MLST " + path, "MLST no"] if path in world.files and path not in world.changed else ["MLST no"])

    def do_REST(self, argument):
        if argument.isdigit() and self.tell(["REST 5000" if int(argument) else "REST 0"], lambda text: text.replace("5000", argument)):
            self.rest = int(argument)

    def do_DELE(self, argument):
        self.changes("DELE", self.path(argument), self.path(argument) in world.files, lambda path: world.files.pop(path))

    def do_RMD(self, argument):
        path = self.path(argument)
        empty = path in world.directories and path != "/" and not world.names(path)
        self.changes("RMD", path, empty, world.directories.discard)

    def do_MKD(self, argument):
        path = self.path(argument)
        free = path not in world.directories and path not in world.files and (path.rsplit("/", 1)[0] or "/") in world.directories
        self.changes("MKD", path, free, world.directories.add)

    def changes(self, verb, path, possible, change):
        with world.lock:
            if possible and self.can(verb + " ok"):
                change(path)
                world.changed.add(path)
        self.tell([verb + (" ok" if possible else " no")], named(path))

    def do_RNFR(self, argument):
        path = self.path(argument)
        there = path in world.files or path in world.directories
        self.renaming = path if self.tell(["RNFR ok" if there else "RNFR no"], named(path)) and there else None

    def do_RNTO(self, argument):
        path, old, self.renaming = self.path(argument), self.renaming, None
        possible = old is not None and (path.rsplit("/", 1)[0] or "/") in world.directories
        if possible and self.can("RNTO ok"):
            with world.lock:
                for kept in [one for one in world.files if one == old or one.startswith(old + "/")]:
                    world.files[path + kept[len(old):]] = world.files.pop(kept)
                for kept in [one for one in world.directories if one == old or one.startswith(old + "/")]:
                    world.directories.remove(kept)
                    world.directories.add(path + kept[len(old):])
                world.changed.update((path, old))
        self.tell(["RNTO ok"] if possible else ["RNTO missing" if old is None else "STOR no"], named(path))

    def do_PASV(self, argument):
        self.passive(BOOK["PASV ok"][-1])

    def do_EPSV(self, argument):
        self.passive(BOOK["EPSV ok"][-1])

    def passive(self, text):
        if text[:3] not in ("227", "229"):
            return self.reply(text)
        if self.door:
            self.door.close()
        self.door = Door(self)
        with world.lock:
            world.passive += 1
            number = world.passive
        trick = trick_of("address", number)
        host, port = None, self.door.port
        if trick:
            host = STRANGER if trick["host"] == "stranger" else None
            port = {"own": stranger_port if host and stranger_port else port, "closed": 1, "control": control_port}.get(trick["port"], trick["port"])
            say("= port %d%s is named" % (port, " of " + host if host else ""))
        if ALONE:
            # An address stands in a reply of one line.
            text = re.sub(r"(?s)^(\d{3})-(.*?\r\n).*$", r"\1 \2", text)
        if text.startswith("229"):
            return self.reply(re.sub(r"(.)\1\1\d+\1", lambda match: match.group(1) * 3 + str(port) + match.group(1), text, count=1))
        self.reply(re.sub(r"(\d{1,3}(?:,\d{1,3}){3})(?:,\d{1,3}){2}", lambda match: "%s,%d,%d" % (host.replace(".", ",") if host else match.group(1), port >> 8, port & 255), text, count=1))

    def do_PORT(self, argument):
        six = argument.split(",")
        self.door = Active(self, (".".join(six[:4]), int(six[4]) * 256 + int(six[5]))) if len(six) == 6 else None
        self.tell(["PORT ok" if self.door else "PORT no"])

    def do_EPRT(self, argument):
        four = argument.split(argument[:1])
        self.door = Active(self, (four[2], int(four[3]))) if len(four) == 5 else None
        self.tell(["EPRT ok" if self.door else "EPRT no"])

    def do_RETR(self, argument):
        path = self.path(argument)
        if path not in world.files:
            return self.tell(["RETR no"])
        raw = world.files[path]
        raw = re.sub(rb"(?<!\r)\n", b"\r\n", raw) if self.type == "A" else raw
        self.transfer(["RETR " + path, "RETR /small.txt"], path, lambda door: door.give(raw[self.rest:], "RETR"))

    def do_LIST(self, argument):
        path = self.path(" ".join(word for word in argument.split(" ") if not word.startswith("-")))
        verb = ALIASES.get(self.verb, self.verb)
        if path not in world.directories:
            return self.tell(["%s no" % verb, "RETR no"])
        self.transfer(["%s %s" % (verb, path), verb + " /"], path, lambda door: door.give(listing(verb, path).encode("latin1", "replace"), verb))

    do_NLST = do_MLSD = do_LIST

    def do_STOR(self, argument):
        path = self.path(argument)
        if (path.rsplit("/", 1)[0] or "/") not in world.directories or path in world.directories:
            return self.tell(["STOR no"])
        appends, rest = self.verb == "APPE", self.rest

        def store(door):
            raw, good = door.take()
            raw = raw.replace(b"\r\n", b"\n") if self.type == "A" else raw
            with world.lock:
                old = world.files.get(path, b"")
                world.files[path] = old + raw if appends else old[:rest] + raw
                world.changed.add(path)
            return good
        self.transfer(["APPE ok" if appends else "STOR ok"], path, store)

    do_APPE = do_STOR

    def transfer(self, keys, path, act):
        replies = next((BOOK[key] for key in keys if key in BOOK), BOOK["[data begins]"])
        if replies[0][0] != "1":
            return [self.reply(text) for text in replies]
        door, self.door = self.door, None
        # What is done to a data connection before the first byte the client is to see before the transfer begins.
        if door is not None and any(one["trick"] == "data" and one["after"] == 0 for one in TRICKS) and door.arrived.wait(0.3) and door.stopped:
            time.sleep(0.05)
        self.reply(named(path)(replies[0]))
        good = False
        if door is None or not door.ready():
            return self.tell(["[data unopened]"])
        try:
            good = act(door)
        finally:
            self.rest = 0
        world.clear = world.clear or (CERTIFICATE is not None and not self.private)
        if good:
            for text in replies[1:] or BOOK["[data done]"]:
                self.reply(named(path)(text))
        else:
            self.tell(["[data failed]"])

    def do_QUIT(self, argument):
        self.tell(["QUIT"])
        if not self.over:
            self.end("end")


def book(keys):
    return next(BOOK[key] for key in keys if key in BOOK)


def argument_name(path):
    return path.rstrip("\0")


def named(path):
    """Puts a path where the book has the name that it was written with."""
    return lambda text: text.replace("/book-new-er", path).replace("/book-new", path.replace('"', '""') if text.startswith("257") else path).replace("book-new", path.rsplit("/", 1)[-1])
