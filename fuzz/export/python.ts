import type { FindingFile } from '../finding-file.ts';
import { headLines } from './head-lines.ts';

/** The part that is the same for every finding. */
const PLAYER = String.raw`
import json, random, re, socket, ssl, sys, time

if len(sys.argv) < 3:
    sys.exit("usage: %s HOST PORT [USER PASSWORD]" % sys.argv[0])
host, port = sys.argv[1], int(sys.argv[2])
user, password = (sys.argv + ["anonymous", "anonymous@"])[3:5] if len(sys.argv) > 4 else ("anonymous", "anonymous@")
mark = "f%06xq" % random.randrange(1 << 24)
values = {"user": user, "password": password, "wrong": password + "-not", "missing": mark + "missing", "new": mark + "new",
          "new2": mark + "new2", "unstorable": mark + "missing/x", "size": "6", "nothing": "", "long": "a" * 100000,
          "foreign": "192,0,2,1,19,136", "foreign-extended": "|1|192.0.2.1|5000|", "odd-protocol": "9", "odd-option": "XYZZY",
          "odd-topic": "XYZZY", "file": mark + "file", "large": mark + "large", "directory": mark + "dir",
          "full-directory": mark + "full", "escape-file": "../../../../../etc/passwd", "escape-directory": "../../../../../etc"}


class Session:
    def __init__(self):
        self.control = socket.create_connection((host, port), 5)
        self.buffer = b""
        self.data, self.listener, self.passive = [], None, None

    def fill(self, text):
        def value(match):
            name = match.group(1)
            if re.match(r"n\d+$", name):
                return mark + name[1:]
            if name.startswith("deaf"):
                address, number = self.control.getsockname()[:2]
                return "%s,%d,%d" % (address.replace(".", ","), number >> 8, number & 255) if name == "deaf" else "|1|%s|%d|" % (address, number)
            if name.startswith("listen"):
                if self.listener is None:
                    self.listener = socket.socket()
                    self.listener.bind((self.control.getsockname()[0], 0))
                    self.listener.listen(8)
                    self.listener.settimeout(5)
                address, number = self.listener.getsockname()[:2]
                if name == "listen":
                    return "%s,%d,%d" % (address.replace(".", ","), number >> 8, number & 255)
                return ("!1!%s!%d!" if name == "listen-otherwise" else "|1|%s|%d|") % (address, number)
            return values.get(name, match.group(0))
        return re.sub(r"\{([a-z0-9-]+)\}", value, text)

    def send(self, raw):
        print("> " + repr(raw)[2:-1][:500])
        try:
            self.control.sendall(raw)
        except OSError as error:
            print("! " + str(error))

    def reply(self, wait=5):
        """The code of the next reply; None when none comes."""
        code, deadline = None, time.time() + wait
        while True:
            while b"\n" not in self.buffer:
                self.control.settimeout(max(0.01, deadline - time.time()))
                try:
                    chunk = self.control.recv(65536)
                except socket.timeout:
                    print("! no reply within %s s" % wait)
                    return None
                except OSError as error:
                    print("! " + str(error))
                    return None
                if not chunk:
                    print("! the server closed the connection" + (" after " + repr(self.buffer) if self.buffer else ""))
                    return None
                self.buffer += chunk
            line, self.buffer = self.buffer.split(b"\n", 1)
            print("< " + repr(line + b"\n")[2:-1][:500])
            match = re.match(rb"(\d{3})(-?)", line)
            if code is None and match and match.group(2):
                code = match.group(1)
            elif code is None or line.startswith(code + b" "):
                text = line.decode("latin1")
                found = re.search(r"\(([!-~])\1\1(\d+)\1\)", text) or None
                six = re.search(r"(\d+),(\d+),(\d+),(\d+),(\d+),(\d+)", text)
                if found:
                    self.passive = int(found.group(2))
                elif line.startswith(b"227") and six:
                    self.passive = int(six.group(5)) * 256 + int(six.group(6))
                return int(match.group(1)) if match else 0

    def connections(self):
        if not self.data and self.listener is not None:
            try:
                self.data.append(self.listener.accept()[0])
            except OSError as error:
                print("! no data connection: " + str(error))
        return self.data


def perform(step, sessions):
    act, number = step["act"], step["session"]
    if act == "open":
        session = sessions[number] = Session()
        early = step.get("early")
        if early:
            session.send("".join(session.fill(line) + "\r\n" for line in early).encode("latin1"))
        for _ in ["greeting"] + (early or []) if early != [] else []:
            if session.reply(20) is None:
                break
        return
    session = sessions.get(number)
    if session is None:
        return
    if act == "send":
        session.send("".join([session.fill(line) + "\r\n" for line in step["lines"]] + [step.get("tail", "")]).encode("latin1"))
        for _ in step["lines"] if step["wait"] else []:
            if session.reply(20 if step["lines"][0].upper().startswith("PASS") else 5) is None:
                break
    elif act == "bytes":
        for piece in step["pieces"]:
            session.send(session.fill(piece).encode("latin1"))
            time.sleep(0.01)
        session.send(b"\r\nNOOP\r\n")
        session.reply()
    elif act == "connect" and session.passive:
        try:
            session.data.append(socket.create_connection((host, session.passive), 5))
            print("= data connection open")
        except OSError as error:
            print("! data connection: " + str(error))
    elif act == "keep":
        session.data, session.kept = [], session.data
    elif act == "receive":
        for line in session.connections():
            body = b""
            try:
                while True:
                    chunk = line.recv(65536)
                    if not chunk:
                        break
                    body += chunk
            except OSError as error:
                print("! data connection: " + str(error))
            line.close()
            print("= received %d bytes: %s" % (len(body), repr(body[:200])[2:-1]))
            session.reply()
        session.data = []
    elif act == "upload":
        for line in session.connections()[:1]:
            body = (b"some line of text\r\n" if step["text"] else bytes(range(256))) * (step["size"] // 18 + 1)
            try:
                line.sendall(body[:step["size"]])
            except OSError as error:
                print("! data connection: " + str(error))
            print("= sent %d bytes" % step["size"])
            if step["ending"] != "open":
                finish(session, step["ending"])
                session.reply()
    elif act in ("close", "half", "reset"):
        session.connections()
        finish(session, act)
        session.reply()
    elif act == "secure":
        context = ssl.SSLContext(ssl.PROTOCOL_TLS_CLIENT)
        context.check_hostname, context.verify_mode = False, ssl.CERT_NONE
        try:
            session.control = context.wrap_socket(session.control)
            print("= TLS on the control connection")
        except OSError as error:
            print("! handshake: " + str(error))
    elif act in ("secure in part", "cut"):
        raw = session.control
        socket.socket(fileno=raw.detach() if act == "cut" else raw.fileno()).sendall(b"\x16\x03\x01\x02\x00\x01")
        print("= part of a TLS record, then the end")
        sessions.pop(number)
    elif act == "end":
        session.control.shutdown(socket.SHUT_WR)
    elif act == "drop":
        session.control.close()


def finish(session, how):
    for line in session.data:
        if how == "reset":
            line.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, b"\1\0\0\0\0\0\0\0")
        if how == "half":
            line.shutdown(socket.SHUT_WR)
        else:
            line.close()
    print("= data connection: " + how)
    session.data = []


def prepare(text):
    """Makes what the steps expect to be there."""
    wanted = [name for name in ("file", "large", "directory", "full-directory") if "{%s}" % name in text]
    if not wanted:
        return
    print("--- preparing " + ", ".join(wanted))
    steps = [{"act": "open", "session": 0}]
    for line in ("USER {user}", "PASS {password}", "TYPE I"):
        steps.append({"act": "send", "session": 0, "lines": [line], "wait": True})
    for name in wanted:
        if name in ("directory", "full-directory"):
            steps.append({"act": "send", "session": 0, "lines": ["MKD {%s}" % name], "wait": True})
        if name != "directory":
            path = "{%s}/inside.txt" % name if name == "full-directory" else "{%s}" % name
            steps += [{"act": "send", "session": 0, "lines": ["PASV"], "wait": True}, {"act": "connect", "session": 0},
                      {"act": "send", "session": 0, "lines": ["STOR " + path], "wait": True},
                      {"act": "upload", "session": 0, "size": 8 << 20 if name == "large" else 6, "text": False, "ending": "end"}]
    sessions = {}
    for step in steps:
        perform(step, sessions)
    print("--- prepared")


prepare(json.dumps(STEPS))
sessions = {}
for step in STEPS:
    perform(step, sessions)
print()
print(ABOUT)
`;

/** A Python 3 program without dependencies that plays a finding and shows the conversation. */
export function pythonProgram(finding: FindingFile): string {
  const head = headLines(finding);
  const steps = finding.scenario.steps.map((step) => `    ${pythonValue(step)},`).join('\n');
  return `#!/usr/bin/env python3\n${head.map((line) => `# ${line}`).join('\n')}\n#\n# python3 THIS HOST PORT USER PASSWORD\n\nSTEPS = [\n${steps}\n]\nABOUT = ${pythonText(head.join('\n'))}\n${PLAYER}`;
}

function pythonValue(value: unknown): string {
  if (typeof value === 'string') return pythonText(value);
  if (typeof value === 'boolean') return value ? 'True' : 'False';
  if (Array.isArray(value)) return `[${value.map(pythonValue).join(', ')}]`;
  if (typeof value === 'object' && value !== null) return `{${Object.entries(value).map(([key, one]) => `${pythonText(key)}: ${pythonValue(one)}`).join(', ')}}`;
  return String(value);
}

/** A text of one character a byte as a Python literal. */
function pythonText(text: string): string {
  return `"${Array.from(text, (letter) => (letter === '"' || letter === '\\' ? `\\${letter}` : letter === '\n' ? '\\n' : /[\x20-\x7e]/.test(letter) ? letter : `\\x${letter.charCodeAt(0).toString(16).padStart(2, '0')}`)).join('')}"`;
}
