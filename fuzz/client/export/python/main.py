

def accept(listener):
    while True:
        try:
            line = listener.accept()[0]
        except OSError:
            return
        line.setsockopt(socket.IPPROTO_TCP, socket.TCP_NODELAY, 1)
        say("= a client connects")
        with world.lock:
            world.connections += 1
            world.open += 1
            world.lock.notify_all()
        Session(line).start()


def stray(listener):
    while True:
        line = listener.accept()[0]
        world.strangers += 1
        say("= the client connects to %s" % STRANGER)
        line.close()


control = socket.create_server((HOST, 0))
control_port, stranger_port = control.getsockname()[1], None
threading.Thread(target=accept, args=(control,), daemon=True).start()
if any(one["trick"] == "address" and one["host"] == "stranger" for one in TRICKS):
    try:
        elsewhere = socket.create_server((STRANGER, 0))
        stranger_port = elsewhere.getsockname()[1]
        threading.Thread(target=stray, args=(elsewhere,), daemon=True).start()
    except OSError as error:
        say("! %s is no address of this machine: %s" % (STRANGER, error))
say(ABOUT)
say("The client is asked to: " + ASKED)
say("")
say("listening on %s port %d, user %s, password %s" % (HOST, control_port, USER, PASSWORD))
top = os.path.realpath(tempfile.mkdtemp(prefix="client-"))
try:
    directory = os.path.join(top, "home", "local")
    os.makedirs(directory)
    furnish(directory)
    runs = []
    if len(sys.argv) > 1:
        runs = play(sys.argv[1:], directory)
    else:
        say("No command was given: waiting for a client, until it has gone.")
        with world.lock:
            world.lock.wait_for(lambda: world.connections > 0 and world.open == 0)
    if runs and world.connections == 0:
        say("The client never connected.")
    verdict = shows(runs, top)
except KeyboardInterrupt:
    verdict = None
finally:
    control.close()
    shutil.rmtree(top, ignore_errors=True)
say("")
say("It shows: " + PROBLEM if verdict else "It does not show." if verdict is not None else "Whether it shows is to be seen in what the client says: this program does not judge it.")
sys.stdout.flush()
# Whoever still waits on a connection waits for nothing.
os._exit(1 if verdict else 0)
