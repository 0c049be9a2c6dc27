/* Walks the table: replies, effects, transfers. */
static void bury(struct end *e) { close(e->fd); e->fd = -1; e->next = graves; graves = e; }
static void flush(struct session *s) {
  if (s->e.fd < 0 || !s->out.n) return;
  ssize_t n = send(s->e.fd, s->out.at, s->out.n, MSG_NOSIGNAL);
  if (n < 0) n = errno == EAGAIN ? 0 : (ssize_t)s->out.n;
  if (n) memmove(s->out.at, s->out.at + n, s->out.n -= n);
  if (s->out.n) watch(&s->e, EPOLL_CTL_MOD, s->over ? EPOLLOUT : EPOLLIN | EPOLLOUT);
}
static void release(struct session *s) {
  if (s->door) { s->door->s = NULL; freeDoors[given++ % PORTS] = s->door; if (s->waiting && s->waiting != s->moving) bury(&s->waiting->e); }
  s->door = NULL; s->waiting = NULL; s->active = 0;
}
static void stop(struct session *s) { s->running = 0; if (s->waiting == s->moving) s->waiting = NULL; if (s->moving) bury(&s->moving->e); s->moving = NULL; release(s); }
static void finish(struct session *s) {
  if (!s->over) { s->over = 1; flush(s); stop(s); }
  if (s->out.n) watch(&s->e, EPOLL_CTL_MOD, EPOLLOUT); else if (s->e.fd >= 0) bury(&s->e);
}
/* Nothing is heard of a connection before its transfer. */
static void await1(struct data *d, unsigned what) { watch(&d->e, d->watched ? EPOLL_CTL_MOD : EPOLL_CTL_ADD, what); d->watched = 1; }
static void send1(struct data *d) {
  ssize_t n = 1;
  while (d->sent < d->b.n && (n = send(d->e.fd, d->b.at + d->sent, d->b.n - d->sent, MSG_NOSIGNAL)) > 0) d->sent += n;
  if (n < 0 && errno == EAGAIN) await1(d, EPOLLOUT);
  else d->s->then = n < 0 ? ON__data_failed_ : ON__data_done_;
}
static void carry(struct session *s) {
  struct data *d = s->moving;
  d->sending = !HOLDS_receiving(s->vector);
  if (!d->sending) return await1(d, EPOLLIN);
  struct node *node = at(s->from);
  if (s->run.on != ON_RETR) listing(&d->b, s->run.on, s->run.argument, s->from, "");
  else if (node && !node->directory) { contentOf(&d->b, &node->content, HOLDS_ascii(s->vector)); d->sent = s->restart < d->b.n ? s->restart : d->b.n; }
  send1(d);
}
static void store(struct session *s, struct bytes *raw) {
  struct bytes file = { 0 };
  struct node *node = at(s->from);
  size_t kept = !node || node->directory ? 0 : node->content.n, from = s->run.on == ON_APPE ? kept : s->restart;
  if (kept) put(&file, node->content.at, kept < from ? kept : from);
  while (file.n < from) put(&file, "", 1);
  int ascii = HOLDS_ascii(s->vector);
  for (size_t i = 0; ascii && i < raw->n; i++) if (raw->at[i] != '\r' || i + 1 == raw->n || raw->at[i + 1] != '\n') put(&file, raw->at + i, 1);
  if (!ascii) put(&file, raw->at, raw->n);
  node = parentOf(s->from) ? make(s->from, 0) : NULL;
  if (node) node->content = file; else free(file.at);
}
static struct data *carrier(int fd, struct session *s) {
  struct data *d = checked(calloc(1, sizeof *d));
  d->e.kind = DATA; d->e.fd = fd; d->s = s;
  return d;
}
static void begin(struct session *s, const struct request *q) {
  s->running = 1; strcpy(s->from, s->path);
  s->run = (struct request){ q->on, q->n, NULL, strcpy(realloc(s->run.argument, q->n + 1), q->argument) };
  if (!s->active) return;
  int fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  struct sockaddr_in to = { AF_INET, htons(s->active), { htonl(INADDR_LOOPBACK) }, { 0 } };
  connect(fd, (struct sockaddr *)&to, sizeof to);
  s->moving = carrier(fd, s); s->moving->connecting = 1; await1(s->moving, EPOLLOUT);
}

/* Replies, and what follows them. */
static void say(struct session *s, const struct row *row, const struct request *q) {
  char text[80];
  struct node *node = at(s->path);
  for (const char *p = row->text, *end = p + row->n; p < end; p++) switch (*p) {
    case HOST_PORT: put(&s->out, text, sprintf(text, "127,0,0,1,%d,%d", s->door->port >> 8, s->door->port & 255)); break;
    case PORT: put(&s->out, text, sprintf(text, "%d", s->door->port)); break;
    case SIZE: { struct bytes b = { 0 }; if (node) contentOf(&b, &node->content, HOLDS_ascii(s->vector)); put(&s->out, text, sprintf(text, "%zu", b.n)); free(b.at); break; }
    case MODIFIED: if (node) timeVal(&s->out, node->changed); break;
    case FACTS: { struct bytes b = { 0 }; const char *path = q->n ? s->path : s->cwd; if ((node = at(path))) facts(&b, node, path); put(&b, "", 1); nvt(&s->out, b.at); free(b.at); break; }
    case PATH: nvt(&s->out, q->on == ON_MLST && !q->n ? s->cwd : s->path); break;
    case QUOTED: put(&s->out, "\"", 1); for (const char *c = q->on == ON_PWD ? s->cwd : s->path; *c; c++) { char one[3] = { *c, *c == '"' ? *c : 0 }; nvt(&s->out, one); } put(&s->out, "\"", 1); break;
    case ARGUMENT: nvt(&s->out, q->argument); break;
    case LISTING: listing(&s->out, ON_LIST, q->argument, s->path, " "); p += 2; break;
    case VERB: nvt(&s->out, q->verb); break;
    case USER: nvt(&s->out, s->user); break;
    case NAME: nvt(&s->out, nameOf(s->path)); break;
    case DIRECTORY: nvt(&s->out, s->cwd); break;
    default: put(&s->out, p, 1);
  }
}
static void enter(struct session *s, const struct row *row, const struct request *q) {
  unsigned before = s->vector, after = (before & ~row->clears) | row->sets;
  for (const struct row *c = ons[q->on].following, *end = c + ons[q->on].follows; c < end; c++) if (fits(c, before) && !(c->clears & row->clears)) after = (after & ~c->clears) | c->sets;
  s->vector = after;
  for (int r = 0; r < REGIONS; r++) {
    unsigned now = after >> fields[r].shift & fields[r].mask;
    if (now == (before >> fields[r].shift & fields[r].mask)) continue;
    switch (effects[r][now]) {
      case EFFECT_close_the_control_connection: finish(s); break;
      case EFFECT_send_the_file: case EFFECT_receive_the_file: case EFFECT_send_the_listing: begin(s, q); break;
      case EFFECT_abort_the_data_connection: stop(s); s->then = ON__data_closed_; break;
      default:
    }
  }
}
static void event(struct session *s, int on) {
  struct request q = { on, 0, "", "" };
  for (const struct row *row = ons[on].answering, *end = row + ons[on].answers; row < end; row++) if (row->when == WHEN_otherwise && fits(row, s->vector)) { say(s, row, &q); enter(s, row, &q); return; }
}
static void act(struct session *s, const struct request *q, const struct row *row) {
  struct node *node;
  switch (q->on) {
    case ON_USER: snprintf(s->user, sizeof s->user, "%s", q->argument); strcpy(s->cwd, "/"); break;
    case ON_REIN: *s->user = 0; strcpy(s->cwd, "/"); release(s); break;
    case ON_CWD: strcpy(s->cwd, s->path); break;
    case ON_CDUP: resolve(s->cwd, s->cwd, ".."); break;
    case ON_MKD: make(s->path, 1); break;
    case ON_RMD: case ON_DELE: if ((node = at(s->path)) && node != &root) drop(node); break;
    case ON_RNFR: strcpy(s->renaming, s->path); break;
    case ON_RNTO: if ((node = at(s->renaming)) && node != &root && strcmp(s->renaming, s->path)) { leave(node); free(node->name); join(node, s->path); } break;
    case ON_REST: s->restart = strtod(q->argument, NULL); break;
    case ON_PORT: case ON_EPRT: release(s); s->active = endpoint(q->on, q->argument); break;
    case ON_PASV: case ON_EPSV: if (row->code > 200) { release(s); if (taken == given) abort(); s->door = freeDoors[taken++ % PORTS]; s->door->s = s; } break;
    case ON_STOU: { char name[40]; sprintf(name, "unique.%u", ++names); resolve(s->path, s->cwd, name); break; }
    default:
  }
}
static void answer(struct session *s, const struct request *q) {
  const struct on *on = &ons[q->on];
  if (on->lacking) return say1(&s->out, LACKING);
  char path[ROOM];
  resolve(path, s->cwd, q->argument);
  for (const struct row *row = on->answering, *end = row + on->answers; row < end; row++) {
    if (!fits(row, s->vector) || !holds(s, row->when, q, path)) continue;
    strcpy(s->path, path);
    if (row->code < 400 && s->vector != 0) act(s, q, row);
    say(s, row, q);
    enter(s, row, q);
    if (on->once && !s->running) s->restart = 0;
    return;
  }
}
/* Does what can be done now. */
static void work(struct session *s) {
  for (;;) {
    while (s->queued && !s->over) {
      size_t i = 0;
      if (s->running) while (i < s->queued && !ons[s->queue[i].on].atOnce) i++;
      if (i == s->queued) break;
      struct request q = s->queue[i];
      memmove(s->queue + i, s->queue + i + 1, (--s->queued - i) * sizeof q);
      answer(s, &q);
      free(q.verb);
    }
    flush(s);
    if (s->over) return;
    int then = s->then;
    s->then = 0;
    if (then) { if (then != ON__data_closed_) { stop(s); s->restart = 0; } event(s, then); }
    else if (s->running && !s->moving && s->waiting) { s->moving = s->waiting; carry(s); if (!s->then) return; }
    else return;
  }
}
