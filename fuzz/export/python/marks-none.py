

class Marks:
    """No restart markers are sent or asked for here."""

    last = None

    def fill(self, line):
        return line

    def nothing(self, *_):
        pass

    forget = sent = answered = begins = confirmed = brought = nothing
