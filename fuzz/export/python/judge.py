

def shows():
    """Whether the problem has shown; None where a person has to look."""
    kind, verb, symptom = PROBLEM
    codes = [code for on, code in ANSWERS if verb is None or verb.startswith("[") or on in (verb, verb.split(" ")[0])]
    if kind == "reply":
        if not re.fullmatch(r"\d{3}|\dxx", symptom):
            return None
        return bool(codes) and (str(codes[-1]) == symptom or symptom == "%dxx" % (codes[-1] // 100))
    if kind == "silence":
        return any(session.silent for session in sessions.values())
    if kind == "closed":
        wait(lambda: any(session.over for session in sessions.values()), 1)
        return any(session.over and not session.left and (session.due or not ANSWERS or ANSWERS[-1][0] != "QUIT") for session in sessions.values())
    if kind in ("gone", "crash"):
        try:
            connection(port).recv(1)
            return False
        except OSError:
            return True
    return None


if PREPARE:
    say("--- what the steps need")
    for one in PREPARE:
        perform(one)
    for one in sessions.values():
        one.leave()
    sessions.clear()
    ANSWERS.clear()
    say("--- prepared")
try:
    for one in STEPS:
        perform(one)
    verdict = shows() if PROBLEM else None
finally:
    tidy()
say("")
if PREPARE or re.search(r"\{n(?:\d\d?|ew2?)\}", repr(STEPS)):
    say("What this run has made and not removed on the server has names that begin with %s." % mark)
say(ABOUT)
if PROBLEM:
    say("It shows." if verdict else "It does not show." if verdict is not None else "Whether it shows is to be seen in the conversation: this program does not judge it.")
sys.exit(1 if verdict else 0)
