

# Exit statuses by which a shell tells that a fault of the program ended it, and what sanitizers print.
FAULTS, COMPLAINT = (132, 134, 135, 136, 139), re.compile(r"(?:Address|Thread|Memory|Leak|UndefinedBehavior)Sanitizer|runtime error: |[Uu]ncaught|[Uu]nhandled")


class Run:
    """What came of one run of the client."""

    def __init__(self, call, code, output, hung):
        self.call, self.code, self.output, self.hung = call, code, output, hung
        self.got = None


def furnish(directory):
    for path, content in LOCAL.items():
        os.makedirs(os.path.dirname(os.path.join(directory, path)), exist_ok=True)
        with open(os.path.join(directory, path), "wb") as file:
            file.write(content)


def filled(words, call, quote):
    name = call.get("path", "")
    password = PASSWORD if call.get("password") != "wrong" else "wrong"
    values = {"host": HOST, "port": str(control_port), "user": USER, "password": password, "name": name, "file": name, "local": name, "path": "".join(one if one.isalnum() or one in "-_.!~*'()" else "".join("%%%02X" % byte for byte in one.encode()) for one in name)}
    return re.sub(r"\{([a-z]+)\}", lambda match: quote(values[match.group(1)]) if match.group(1) in values else match.group(0), words)


def run(command, call, directory):
    """Runs the client once, in a process group of its own that is ended as a whole."""
    words = ["sh", "-c", filled(command[0], call, shlex.quote)] if len(command) == 1 else [filled(word, call, str) for word in command]
    say("--- " + (words[2] if len(command) == 1 else shlex.join(words)))
    child = subprocess.Popen(words, cwd=directory, stdin=subprocess.DEVNULL, stdout=subprocess.PIPE, stderr=subprocess.STDOUT, start_new_session=True, env=dict(os.environ, HOST=HOST, PORT=str(control_port), PYTHONUNBUFFERED="1", NO_COLOR="1"))
    hung, output = False, b""
    try:
        output = child.communicate(timeout=LIMIT)[0]
    except subprocess.TimeoutExpired:
        hung = True
    try:
        os.killpg(child.pid, signal.SIGKILL)
    except OSError:
        pass
    if hung:
        output = child.communicate()[0]
    text = output.decode("utf-8", "replace")
    say(text.rstrip()[-2000:])
    say("--- it %s" % ("was still running after %g s, and was ended" % LIMIT if hung else "ended with status %d" % child.returncode))
    return Run(call, child.returncode, text, hung)


def read(*path):
    try:
        with open(os.path.join(*path), "rb") as file:
            return file.read()
    except OSError:
        return None


def play(command, directory):
    """Gives the client what it is asked for: each thing by a run of its own, or all of it by one run."""
    runs = []
    whole = {key: value for call in CALLS for key, value in call.items()}
    for call in CALLS if ALONE else [whole]:
        name = os.path.join(directory, call.get("path") or "nothing")
        if call["call"] == "download" and os.path.isfile(name):
            os.unlink(name)
        if call["call"] in ("upload", "append"):
            for one in [one for one in CALLS if "local" in one]:
                os.makedirs(os.path.dirname(os.path.join(directory, one["path"])), exist_ok=True)
                shutil.copy(os.path.join(directory, one["local"]), os.path.join(directory, one["path"]))
        ran = run(command, call, directory)
        ran.got = read(name)
        runs.append(ran)
    return runs


def shows(runs, top):
    """Whether the problem has shown; None where this program cannot tell."""
    if KIND == "stranger":
        return world.strangers > 0
    if KIND == "clear":
        return world.clear
    if not runs:
        return None
    if KIND == "hang":
        return any(one.hung for one in runs)
    if KIND in ("crash", "uncaught"):
        return any(not one.hung and (one.code < 0 or one.code in FAULTS or COMPLAINT.search(one.output)) for one in runs)
    if KIND == "escape":
        return sorted(os.listdir(top)) != ["home"] or os.listdir(os.path.join(top, "home")) != ["local"]
    if KIND == "memory":
        import resource
        return resource.getrusage(resource.RUSAGE_CHILDREN).ru_maxrss > 400 * 1024
    mine = next((one for one in reversed(runs) if one.call["call"] == CALL or not ALONE), runs[-1])
    whole = mine.call["call"] == "download" and mine.got is not None and mine.got == before.files.get("/" + on_wire(mine.call["path"].lstrip("/")))
    if KIND == "false success":
        return mine.code == 0 and not whole
    if KIND == "false failure":
        return mine.hung or mine.code != 0
    if KIND == "value":
        return None if mine.code != 0 else wrong_value(mine, whole)
    return None


def wrong_value(mine, whole):
    call = mine.call["call"]
    if call == "download":
        return not whole
    if call in ("upload", "append"):
        sent = LOCAL[mine.call["local"]]
        old = before.files.get(next((path for path in world.changed if path.endswith("/" + on_wire(mine.call["path"]))), ""), b"")
        return (old + sent if call == "append" else sent) not in world.files.values()
    if call == "list":
        at = "/" + on_wire(mine.call["path"].strip("/"))
        return any(re.fullmatch(r"[A-Za-z0-9_.]+", name) and name not in mine.output for name in world.names(at))
    if call in ("pwd", "size"):
        return world.told.get(call) is not None and world.told[call] not in re.split(r"[\r\n]+| is | = ", mine.output) and world.told[call] not in mine.output.split()
    return None
