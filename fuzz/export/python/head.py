import hashlib, os, random, re, select, shutil, socket, ssl, struct, sys, tempfile, time, zlib

if len(sys.argv) < 3:
    print("usage: %s HOST PORT [USER PASSWORD [ROOT]]" % sys.argv[0], file=sys.stderr)
    print("ROOT is the directory that the server serves, where that is on this machine.", file=sys.stderr)
    sys.exit(2)
host, port = sys.argv[1], int(sys.argv[2])
# What ACCT names.
account = os.environ.get("FTPSPEC_ACCOUNT", "account")
user, password = sys.argv[3:5] if len(sys.argv) > 4 else ("anonymous", "anonymous@")
root = os.path.abspath(sys.argv[5]) if len(sys.argv) > 5 else os.environ.get("ROOT")
# Seconds that a reply may take.
PATIENCE = float(os.environ.get("PATIENCE", "5"))
# What the names of this run begin with.
mark = "f%06xq" % random.randrange(1 << 24)
# Verbs with the codes of their last replies, in their order.
ANSWERS = []
# Codes that end transfers.
OF_A_TRANSFER = (226, 250, 425, 426, 450, 451, 452, 550, 551, 552, 553, 554)
NOBODY = 64250


def say(text):
    print(text, flush=True)


def shown(raw):
    return repr(raw)[2:-1][:500]


def numbers(address, number):
    return "%s,%d,%d" % (address.replace(".", ","), number >> 8, number & 255)


def long_numbers(address, number):
    family = socket.AF_INET6 if ":" in address else socket.AF_INET
    raw = socket.inet_pton(family, address)
    return ",".join(str(one) for one in [6 if ":" in address else 4, len(raw), *raw, 2, number >> 8, number & 255])


def extended(address, number, sign="|"):
    return sign + sign.join(["2" if ":" in address else "1", address, str(number)]) + sign


def swapped(word):
    return word.swapcase() if word.swapcase() != word else word + "-not"


values = {
    "user": user, "password": password, "account": account, "wrong-account": account + "-not", "wrong": password + "-not", "wrong-case": swapped(password), "missing": mark + "missing", "new": mark + "new",
    "new2": mark + "new2", "unstorable": mark + "missing/x", "size": "6", "nothing": "", "long": "a" * 100000, "file": mark + "file", "large": mark + "large",
    "directory": mark + "dir", "full-directory": mark + "full", "foreign": "192,0,2,1,19,136", "foreign-extended": "|1|192.0.2.1|5000|",
    "foreign-long": long_numbers("192.0.2.1", 5000), "odd-protocol": "9", "odd-option": "XYZZY", "odd-topic": "XYZZY",
    "escape-file": "../../../../../etc/passwd", "escape-directory": "../../../../../etc", "escape-new": "", "escape-rest": "etc/passwd", "escape-secret": "passwd",
    "escape-hollow": "", "escape-absolute": "/etc/passwd", "escape-climb": "", "link-file": mark + "missing", "link-free": mark + "missing", "link-directory": mark + "missing",
}


def fill(text, session):
    """Puts values in the place of {file}, {user}, {n1} and their like."""
    def value(match):
        name = match.group(1)
        if re.fullmatch(r"n\d\d?", name):
            return mark + name[1:]
        if name.startswith("deaf"):
            return (numbers if name == "deaf" else extended)(*session.own)
        if name.startswith("listen"):
            address = session.own[0]
            number = NOBODY if "nowhere" in name else session.door.line.getsockname()[1] if session.door else 257
            if name == "listen-otherwise":
                return extended(address, number, "!")
            return {"listen": numbers, "listen-nowhere": numbers, "listen-long": long_numbers}.get(name, extended)(address, number)
        return values.get(name, match.group(0))
    return re.sub(r"\{([a-z0-9-]+)\}", value, text)


def named_port(code, text):
    """The port for data that a reply names; None where it names none."""
    if code == 227:
        found = re.search(r"(?<![\d,])\d{1,3}(?:,\d{1,3}){5}(?!\d|,\d)", text)
        return None if found is None else int(found.group().split(",")[4]) * 256 + int(found.group().split(",")[5])
    if code == 228:
        found = re.search(r"\d{1,3}(?: ?, ?\d{1,3}){6,}", text)
        return None if found is None else int(found.group().split(",")[-2]) * 256 + int(found.group().split(",")[-1])
    if code == 229 or (code in (125, 150) and NAMES_LATE):
        found = re.search(r"\(([!-~])\1\1(\d{1,5})\1\)", text)
        return None if found is None else int(found.group(2))
    return None
