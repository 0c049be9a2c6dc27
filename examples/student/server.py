#!/usr/bin/env python3
"""A small FTP server as a student may hand it in: it works with the author's own client, and has mistakes.

Usage: server.py PORT DIRECTORY. User `student`, password `student`. Python 3.8 or newer, nothing else.
"""
import os
import socket
import sys
import threading


class Session(threading.Thread):
    def __init__(self, control, root):
        super().__init__(daemon=True)
        self.control = control
        self.root = root
        self.cwd = "/"
        self.user = None
        self.logged_in = False
        self.listener = None
        self.rename_from = None

    def reply(self, code, text):
        self.control.sendall(f"{code} {text}\r\n".encode())

    def path(self, name):
        # Mistake: `..` and absolute names leave the served directory.
        return os.path.join(self.root, self.cwd.lstrip("/"), name)

    def run(self):
        self.reply(220, "student server")
        while True:
            # Mistake: one recv is taken for one command.
            line = self.control.recv(1024).decode(errors="replace")
            if not line:
                break
            verb, _, argument = line.strip().partition(" ")
            handler = getattr(self, "do_" + verb.upper(), None)
            if handler is None:
                self.reply(502, "Command not implemented")
            elif not self.logged_in and verb.upper() not in ("USER", "PASS", "QUIT"):
                self.reply(530, "Please log in")
            else:
                try:
                    handler(argument)
                except OSError as error:
                    self.reply(550, error.strerror)
            if verb.upper() == "QUIT":
                break
        self.control.close()

    def do_USER(self, name):
        self.user = name
        self.reply(331, "Password please")

    def do_PASS(self, password):
        # Mistake: PASS without USER is not told apart.
        self.logged_in = self.user == "student" and password == "student"
        self.reply(230, "Welcome") if self.logged_in else self.reply(530, "Wrong")

    def do_QUIT(self, _):
        self.reply(221, "Goodbye")

    def do_NOOP(self, _):
        self.reply(200, "OK")

    def do_SYST(self, _):
        self.reply(215, "UNIX Type: L8")

    def do_TYPE(self, _):
        # Mistake: any type is accepted.
        self.reply(200, "Type set")

    def do_PWD(self, _):
        # Mistake: the path is not between double quotes.
        self.reply(257, self.cwd)

    def do_CWD(self, name):
        if not os.path.isdir(self.path(name)):
            return self.reply(550, "No such directory")
        self.cwd = os.path.normpath(os.path.join(self.cwd, name))
        self.reply(250, "OK")

    def do_PASV(self, _):
        self.listener = socket.create_server(("127.0.0.1", 0))
        port = self.listener.getsockname()[1]
        self.reply(227, f"Entering Passive Mode (127,0,0,1,{port // 256},{port % 256})")

    def data(self):
        self.reply(150, "Opening data connection")
        connection, _ = self.listener.accept()
        self.listener.close()
        return connection

    def do_LIST(self, _):
        connection = self.data()
        connection.sendall("\n".join(os.listdir(self.path("."))).encode())
        connection.close()
        self.reply(226, "Done")

    def do_RETR(self, name):
        with open(self.path(name), "rb") as file:
            connection = self.data()
            connection.sendall(file.read())
            # Mistake: the transfer is reported before the data connection is closed.
            self.reply(226, "Done")
            connection.close()

    def do_STOR(self, name):
        with open(self.path(name), "wb") as file:
            connection = self.data()
            while chunk := connection.recv(8192):
                file.write(chunk)
            connection.close()
            # Mistake: the file is not yet flushed when 226 is sent.
            self.reply(226, "Done")

    def do_DELE(self, name):
        os.remove(self.path(name))
        self.reply(250, "Deleted")

    def do_MKD(self, name):
        os.mkdir(self.path(name))
        self.reply(257, "Created")

    def do_RMD(self, name):
        os.rmdir(self.path(name))
        self.reply(250, "Removed")

    def do_RNFR(self, name):
        self.rename_from = self.path(name)
        self.reply(350, "And the new name?")

    def do_RNTO(self, name):
        # Mistake: without RNFR this ends the session's thread.
        os.rename(self.rename_from, self.path(name))
        self.reply(250, "Renamed")


if __name__ == "__main__":
    server = socket.create_server(("127.0.0.1", int(sys.argv[1])))
    while True:
        client, _ = server.accept()
        Session(client, sys.argv[2]).start()
