/* What the table server is made of: sessions, their connections, nodes of the tree, and bytes that grow. */
#define _GNU_SOURCE
#include <arpa/inet.h>
#include <ctype.h>
#include <errno.h>
#include <netinet/tcp.h>
#include <regex.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/epoll.h>
#include <time.h>
#include <unistd.h>
#include "table.h"


enum { LIMIT = 4096, ROOM = 2 * LIMIT, PORTS = 1024, BUCKETS = 8192, CHUNK = 65536 };
struct bytes { char *at; size_t n, room; };
struct end { enum { LISTENER, CONTROL, DOOR, DATA, LIFE } kind; int fd; struct end *next; };
struct node { struct node *parent, *first, *last, *before, *after, *chain; int directory; unsigned hash; struct bytes content; long long changed; char *name; };
struct door { struct end e; int port; struct session *s; };
struct data { struct end e; struct session *s; int connecting, sending, watched; struct bytes b; size_t sent; };
struct request { int on; size_t n; char *verb, *argument; };
struct session {
  struct end e; unsigned vector; int over, running, then, active; char after, telnet; double restart; struct door *door; struct data *waiting, *moving;
  char cwd[ROOM], path[ROOM], renaming[ROOM], from[ROOM], user[LIMIT + 1], line[LIMIT]; size_t length, queued, queueRoom; struct request *queue, run; struct bytes out;
};

static struct node *buckets[BUCKETS], root = { .directory = 1, .name = "" };
static struct end *graves;
static struct door doors[PORTS], *freeDoors[PORTS];
static unsigned taken, given, names;
static int loop;
static char chunk[CHUNK];
static regex_t syntaxes[ONS];
static const char *user, *password;

static void *checked(void *p) { if (!p) abort(); return p; }
static void put(struct bytes *b, const void *p, size_t n) {
  if (b->n + n > b->room) b->at = checked(realloc(b->at, b->room = 2 * (b->n + n)));
  if (n) memcpy(b->at + b->n, p, n);
  b->n += n;
}
static void say1(struct bytes *b, const char *text) { put(b, text, strlen(text)); }
/* A text as it may travel in a reply. */
static void nvt(struct bytes *b, const char *text) {
  for (; *text; text++) if (*text == '\n') put(b, "?", 1); else if (*text == '\r') put(b, "\r", 2); else if (*text == '\xff') put(b, "\xff\xff", 2); else put(b, text, 1);
}
static void watch(struct end *e, int how, unsigned what) { struct epoll_event v = { .events = what, .data.ptr = e }; epoll_ctl(loop, how, e->fd, &v); }
static long long now(void) { struct timespec t; clock_gettime(CLOCK_REALTIME, &t); return t.tv_sec * 1000LL + t.tv_nsec / 1000000; }
