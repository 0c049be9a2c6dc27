

outside = []


def make_outside():
    """A directory beside the served one in which nobody has any business, and links in the served one that lead there."""
    if root is None:
        return say("! the steps leave the served directory: give ROOT, where it is on this machine, for more than /etc/passwd")
    beside = tempfile.mkdtemp(prefix=os.path.basename(root) + "-outside-", dir=os.path.dirname(root))
    secret, name = "secret%s.txt" % mark, os.path.basename(beside)
    for path, content in (("linked.txt", "canary\n"), (secret, "canary\n".ljust(48611, "."))):
        with open(os.path.join(beside, path), "w") as file:
            file.write(content)
    os.mkdir(os.path.join(beside, "hollow"))
    links = {"link-directory": beside, "link-file": os.path.join(beside, "linked.txt"), "link-free": os.path.join("..", name, "free.txt")}
    for link, target in links.items():
        values[link] = mark + link
        os.symlink(target, os.path.join(root, values[link]))
    outside.extend([beside, *(os.path.join(root, values[link]) for link in links)])
    values.update({
        "escape-file": "../%s/%s" % (name, secret), "escape-directory": "../" + name, "escape-new": "../%s/%sout" % (name, mark), "escape-rest": "%s/%s" % (name, secret),
        "escape-secret": secret, "escape-hollow": "../%s/hollow" % name, "escape-absolute": "%s/%s" % (beside, secret), "escape-climb": "/../%s/%s" % (name, secret),
    })


def tidy():
    if outside:
        there = sorted(os.listdir(outside[0])) if os.path.isdir(outside[0]) else []
        say("--- outside the served directory there is now: " + ", ".join(there))
        shutil.rmtree(outside[0], ignore_errors=True)
        for link in outside[1:]:
            if os.path.islink(link):
                os.unlink(link)


make_outside()
