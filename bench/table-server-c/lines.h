/* Command lines out of what arrives, Telnet taken out. */
static void line(struct session *s, int tooLong) {
  static char name[2 * LIMIT + 2];
  size_t n = tooLong ? 0 : s->length, i = 0, w;
  struct request q = { tooLong ? ON__line_too_long_ : ON__malformed_line_, 0, checked(malloc(2 * n + 3)), NULL };
  for (; i < n && (isalpha((unsigned char)s->line[i]) || (i && isdigit((unsigned char)s->line[i]))); i++) q.verb[i] = toupper((unsigned char)s->line[i]);
  q.verb[i] = 0; q.argument = q.verb + i + 1;
  if (!tooLong && i && (i == n || s->line[i] == ' ')) {
    const struct verb *verb = known(q.verb);
    const char *rest = s->line + (i == n ? n : i + 1), *end = s->line + n, *word = rest;
    while (word < end && *word == ' ') word++;
    for (w = 0; word + w < end && isalpha((unsigned char)word[w]); w++) name[i + 1 + w] = toupper((unsigned char)word[w]);
    if (verb && w >= 1 && w <= 16 && (word + w == end || word[w] == ' ')) {
      memcpy(name, q.verb, i); name[i] = ' '; name[i + 1 + w] = 0;
      const struct verb *two = known(name);
      if (two && !strcmp(ons[two->on].name, name)) { verb = two; rest = word + w + (word + w < end); }
    }
    q.on = verb ? verb->on : ON__unknown_command_;
    memcpy(q.argument, rest, q.n = end - rest);
  }
  q.argument[q.n] = 0;
  if (s->queued == s->queueRoom) s->queue = checked(realloc(s->queue, (s->queueRoom = 2 * s->queueRoom + 8) * sizeof q));
  s->queue[s->queued++] = q;
  s->length = 0;
}
static void byte(struct session *s, char c) {
  char after = s->after;
  s->after = 0;
  if (after == 'A' && c == '\n') return;
#define KEEP(c) (s->length < LIMIT ? (void)(s->line[s->length++] = (c)) : (void)(s->length = LIMIT + 1))
  if (after == 'N' && c == '\n') return KEEP('\n');
  if (after == 'R') {
    if (c == '\n') return line(s, s->length > LIMIT);
    KEEP('\r');
    if (c == 0) { s->after = 'N'; return; }
  }
  if (c == '\n') line(s, s->length > LIMIT);
  else if (c != '\r') KEEP(c);
  else if (s->length == 4 && !strncasecmp(s->line, "ABOR", 4)) { line(s, 0); s->after = 'A'; }
  else s->after = 'R';
}
static void telnet(struct session *s, unsigned char c) {
  switch (s->telnet) {
    case 'P': s->telnet = 0; if (c == 0xf2) return; /* fall through */
    case 0: if (c == 0xff) s->telnet = 'I'; else byte(s, c); return;
    case 'I': if (c == 0xff || c < 0xf0) byte(s, c); s->telnet = c == 0xf4 ? 'P' : c == 0xfb ? 'W' : c == 0xfd ? 'D' : c == 0xfc || c == 0xfe ? 'R' : c == 0xfa ? 'S' : 0; return;
    case 'W': case 'D': put(&s->out, (char[]){ 0xff, s->telnet == 'W' ? 0xfe : 0xfc, c }, 3); s->telnet = 0; return;
    case 'S': if (c == 0xff) s->telnet = 'E'; return;
    case 'E': s->telnet = c == 0xf0 ? 0 : 'S'; return;
    default: s->telnet = 0;
  }
}
