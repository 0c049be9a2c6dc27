

BEGINNINGS = ["line ", "1LINE ", "0Line ", "+LINE ", " LINE ", "-line ", ".", "_line "]


def body_of(size, text):
    """A body of so many bytes: lines that end in CR LF, or bytes of every value (xorshift32)."""
    if text:
        lines, length = [], 0
        while length < size:
            line = "%s%d %s\r\n" % (BEGINNINGS[len(lines) % len(BEGINNINGS)], len(lines), "x" * (len(lines) * 7 % 60))
            lines.append(line)
            length += len(line)
        body = "".join(lines)[:size].encode("latin1")
        return body[:-1] + b"." if body.endswith(b"\r") else body
    if size > 1 << 20:
        return (body_of(65536, False) * (size // 65536 + 1))[:size]
    words, state = [], 0x9E3779B9
    for _ in range((size + 3) // 4):
        state ^= state << 13 & 0xFFFFFFFF
        # The shift to the right is of a word without a sign.
        state ^= state >> 17
        state ^= state << 5 & 0xFFFFFFFF
        words.append(state)
    return struct.pack("<%dI" % len(words), *words)[:size]
