"""A student's FTP client: client.py HOST PORT NAME fetches NAME. It works with the servers that its author has tried."""
import re
import socket
import sys

host, port, name = sys.argv[1], int(sys.argv[2]), sys.argv[3]
control = socket.create_connection((host, port), timeout=5)
replies = control.makefile("rb")


def reply():
    text = replies.readline().decode()
    if not text.startswith(("1", "2", "3")):
        sys.exit("error: " + text)
    return text


def command(line):
    control.sendall((line + "\r\n").encode())
    return reply()


reply()
command("USER student")
command("PASS secret")
command("TYPE I")
numbers = re.search(r"(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)", command("PASV"))
data = socket.create_connection((host, int(numbers[5]) * 256 + int(numbers[6])), timeout=5)
command("RETR " + name)
with open(name, "wb") as out:
    while chunk := data.recv(4096):
        out.write(chunk)
replies.readline()
command("QUIT")
