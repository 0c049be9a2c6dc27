/* The compiled table behind a socket, as ../table-server/ walks it: one thread, epoll, files in memory, passive ports opened beforehand.
 * table.h is the table as compiled-table.ts writes it from the specification; the port is told on standard output, and the end of standard input is ours. */
#include "session.h"
#include "memory-files.h"
#include "conditions.h"
#include "walk.h"
#include "lines.h"

static void happened(struct end *e, unsigned what) {
  struct session *s = (struct session *)e;
  struct data *d = (struct data *)e;
  ssize_t n;
  int fd;
  switch (e->kind) {
    case LISTENER:
      if ((fd = accept4(e->fd, NULL, NULL, SOCK_NONBLOCK)) < 0) return;
      s = checked(calloc(1, sizeof *s));
      s->e.kind = CONTROL; s->e.fd = fd; strcpy(s->cwd, "/");
      watch(&s->e, EPOLL_CTL_ADD, EPOLLIN);
      event(s, ON__connected_); work(s);
      return;
    case CONTROL:
      if (what & EPOLLOUT) { flush(s); if (!s->out.n && s->e.fd >= 0 && !s->over) watch(e, EPOLL_CTL_MOD, EPOLLIN); }
      if (s->over) return finish(s);
      if (!(what & ~EPOLLOUT)) return;
      n = recv(e->fd, chunk, CHUNK, 0);
      if (n <= 0) { if (n == 0 || errno != EAGAIN) { if (n < 0) s->out.n = 0; finish(s); } return; }
      for (ssize_t i = 0; i < n; i++) telnet(s, chunk[i]);
      work(s);
      return;
    case DOOR:
      if ((fd = accept4(e->fd, NULL, NULL, SOCK_NONBLOCK)) < 0) return;
      s = ((struct door *)e)->s;
      if (!s || s->waiting) { close(fd); return; }
      s->waiting = carrier(fd, s); work(s);
      return;
    case DATA:
      s = d->s;
      if (d->connecting) {
        int error = 0; socklen_t size = sizeof error;
        getsockopt(e->fd, SOL_SOCKET, SO_ERROR, &error, &size);
        d->connecting = 0;
        if (error) s->then = ON__data_unopened_; else carry(s);
      } else if (d->sending) send1(d);
      else if ((n = recv(e->fd, chunk, CHUNK, 0)) > 0) put(&d->b, chunk, n);
      else if (n == 0) { store(s, &d->b); s->then = ON__data_done_; }
      else if (errno != EAGAIN) s->then = ON__data_failed_;
      work(s);
      return;
    case LIFE: if (read(0, chunk, CHUNK) <= 0) exit(0);
  }
}
static int listener(struct end *e, int kind, int backlog) {
  struct sockaddr_in here = { AF_INET, 0, { htonl(INADDR_LOOPBACK) }, { 0 } };
  socklen_t size = sizeof here;
  int one = 1;
  e->kind = kind; e->fd = socket(AF_INET, SOCK_STREAM | SOCK_NONBLOCK, 0);
  setsockopt(e->fd, IPPROTO_TCP, TCP_NODELAY, &one, sizeof one);
  if (bind(e->fd, (struct sockaddr *)&here, size) || listen(e->fd, backlog) || getsockname(e->fd, (struct sockaddr *)&here, &size)) exit(1);
  watch(e, EPOLL_CTL_ADD, EPOLLIN);
  return ntohs(here.sin_port);
}
int main(int count, char **words) {
  static struct end life = { LIFE, 0, NULL }, server;
  if (count != 3) return 2;
  user = words[1]; password = words[2];
  signal(SIGPIPE, SIG_IGN);
  loop = epoll_create1(0);
  watch(&life, EPOLL_CTL_ADD, EPOLLIN);
  for (int i = 0; i < ONS; i++) if (regcomp(&syntaxes[i], ons[i].syntax, REG_EXTENDED)) return 3;
  for (; given < PORTS; given++) { doors[given].port = listener(&doors[given].e, DOOR, 8); freeDoors[given] = &doors[given]; }
  printf("%d\n", listener(&server, LISTENER, 1024));
  fflush(stdout);
  for (;;) {
    struct epoll_event events[256];
    int n = epoll_wait(loop, events, 256, -1);
    for (int i = 0; i < n; i++) { struct end *e = events[i].data.ptr; if (e->fd >= 0) happened(e, events[i].events); }
    for (struct end *e; (e = graves);) {
      graves = e->next;
      if (e->kind == DATA) free(((struct data *)e)->b.at);
      if (e->kind == CONTROL) { struct session *s = (struct session *)e; while (s->queued) free(s->queue[--s->queued].verb); free(s->queue); free(s->run.argument); free(s->out.at); }
      free(e);
    }
  }
}
