import base64, os, re, shlex, shutil, signal, socket, ssl, struct, subprocess, sys, tempfile, threading, time

HOST, STRANGER = "127.0.0.1", "127.0.0.9"
# Seconds that one run of the client may take, and that the server waits for data.
LIMIT, DATA = float(os.environ.get("LIMIT", "20")), 3
lock = threading.RLock()


def say(text):
    with lock:
        print(text, flush=True)


def shown(raw):
    return repr(raw)[2:-1][:500]


def on_wire(name):
    """A name as it crosses, one character a byte."""
    return name.encode().decode("latin1")


class World:
    """What the server has, and what it has seen of its client."""

    def __init__(self):
        self.files = {"/" + on_wire(path): content for path, content in REMOTE.items()}
        self.directories = {"/"} | {path[:at] for path in self.files for at in range(1, len(path)) if path[at] == "/"}
        self.changed, self.kept, self.clear = set(), [], False
        self.counts, self.lock = {}, threading.Condition()
        self.connections = self.open = self.passive = self.carried = self.strangers = 0
        # What the last PWD, SIZE and MDTM were answered.
        self.told = {}

    def count(self, verb):
        with self.lock:
            self.counts[verb] = self.counts.get(verb, 0) + 1
            return self.counts[verb]

    def names(self, directory, of=None):
        """The names in a directory with the bytes of files; None for directories."""
        below = directory.rstrip("/") + "/"
        files, directories = (self.files, self.directories) if of is None else of
        found = {path[len(below):]: content for path, content in files.items() if path.startswith(below) and "/" not in path[len(below):]}
        found.update({path[len(below):]: None for path in directories if path.startswith(below) and path != directory and "/" not in path[len(below):]})
        return found


world, before = World(), World()


def reset(line):
    line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    line.close()


def entry(verb, name, size, directory):
    """A line of a listing."""
    if verb == "MLSD":
        return "type=%s;size=%d;modify=20240131090500; %s\r\n" % ("dir" if directory else "file", size, name)
    if verb == "NLST":
        return name + "\r\n"
    return "%srw-r--r--   1 ftp      ftp      %8d Jan 31 09:05 %s\r\n" % ("d" if directory else "-", size, name)


def listing(verb, directory):
    """What the server lists: as it stood in the book, but for what has changed since."""
    now, old = world.names(directory), world.names(directory, (before.files, before.directories))
    lines = LISTINGS.get("%s %s" % (verb, directory), "".join(entry(verb, name, len(content or b""), content is None) for name, content in old.items())).split("\r\n")
    gone = [name for name in old if name not in now]
    kept = [line + "\r\n" for line in lines if line and not any(line == name or line.endswith((" " + name, "/" + name, "\t" + name)) for name in gone)]
    return "".join(kept + [entry(verb, name, len(content or b""), content is None) for name, content in now.items() if name not in old])
