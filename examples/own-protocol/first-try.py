#!/usr/bin/env python3
"""A notes server that works with its author's client, and has mistakes. Usage: first-try.py PORT."""
import socket
import sys
import threading

USERS = {"ann": "secret"}
NOTES = {}


def answer(verb, argument, session):
    name, _, rest = argument.partition(" ")
    if verb == "LOGIN":
        session["writer"] = USERS.get(name) == rest
        return "230 You may write." if session["writer"] else "530 Wrong name or password."
    if verb == "KEEP":
        # Mistake: whoever is not logged in may write too.
        NOTES[name] = rest
        return "250 Kept."
    if verb == "READ":
        return f"200 {NOTES[name]}" if name in NOTES else "550 Nothing has that name."
    if verb == "FORGET":
        # Mistake: to forget what was never kept is told as a success.
        NOTES.pop(name, None)
        return "250 Forgotten."
    return "500 That is no command."


def serve(client):
    session = {"writer": False}
    client.sendall(b"220 Notes.\r\n")
    while True:
        # Mistake: what one recv brings is taken for one command.
        line = client.recv(1024).decode(errors="replace").strip()
        verb, _, argument = line.partition(" ")
        if not line or verb == "BYE":
            break
        client.sendall(f"{answer(verb, argument, session)}\r\n".encode())
    client.sendall(b"221 Goodbye.\r\n")
    client.close()


listener = socket.create_server(("127.0.0.1", int(sys.argv[1])))
while True:
    threading.Thread(target=serve, args=(listener.accept()[0],), daemon=True).start()
