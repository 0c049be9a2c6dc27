#!/usr/bin/env python3
"""The notes server of spec/your-own-protocol.md. Usage: server.py PORT. Python 3.8 or newer, nothing else."""
import socketserver
import sys

USERS = {"ann": "secret"}
NOTES = {}


class Session(socketserver.StreamRequestHandler):
    def reply(self, code, text):
        self.wfile.write(f"{code} {text}\r\n".encode())

    def handle(self):
        self.writer = False
        self.reply(220, "Notes.")
        while True:
            # One line, however it was cut on its way; one that never ends is answered and given up.
            line = self.rfile.readline(8192)
            if not line:
                return
            if not line.endswith(b"\n"):
                return self.reply(500, "That line is too long.")
            verb, _, argument = line.decode(errors="replace").rstrip("\r\n").partition(" ")
            if verb.upper() == "BYE":
                return self.reply(221, "Goodbye.")
            command = getattr(self, "do_" + verb.lower(), None)
            if command is None:
                self.reply(500, "That is no command.")
            else:
                command(argument)

    def do_login(self, argument):
        name, _, password = argument.partition(" ")
        if self.writer:
            self.reply(503, "You are logged in.")
        elif not name or not password:
            self.reply(501, "LOGIN needs a name and a password.")
        elif USERS.get(name) != password:
            self.reply(530, "Wrong name or password.")
        else:
            self.writer = True
            self.reply(230, "You may write.")

    def do_keep(self, argument):
        name, _, words = argument.partition(" ")
        if not self.writer:
            self.reply(530, "Not without a login.")
        elif not name or not words:
            self.reply(501, "KEEP needs a name and words.")
        else:
            NOTES[name] = words
            self.reply(250, "Kept.")

    def do_read(self, argument):
        if not argument or " " in argument:
            self.reply(501, "READ needs one name.")
        elif argument not in NOTES:
            self.reply(550, "Nothing has that name.")
        else:
            self.reply(200, NOTES[argument])

    def do_forget(self, argument):
        if not self.writer:
            self.reply(530, "Not without a login.")
        elif not argument or " " in argument:
            self.reply(501, "FORGET needs one name.")
        elif NOTES.pop(argument, None) is None:
            self.reply(550, "Nothing has that name.")
        else:
            self.reply(250, "Forgotten.")


class Server(socketserver.ThreadingTCPServer):
    allow_reuse_address = True
    daemon_threads = True
    # How many may knock at once: five would be a few too little.
    request_queue_size = 64


Server(("127.0.0.1", int(sys.argv[1])), Session).serve_forever()
