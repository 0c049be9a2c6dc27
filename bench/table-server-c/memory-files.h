/* The files: a hash of parent and name finds a node, a list in each directory shows them in order. */
static unsigned hashOf(const struct node *parent, const char *name, size_t n) { unsigned h = (unsigned)((size_t)parent >> 4); while (n--) h = h * 31 + (unsigned char)*name++; return h * 2654435761u; }
static struct node *child(struct node *parent, const char *name, size_t n) {
  unsigned h = hashOf(parent, name, n);
  for (struct node *one = buckets[h % BUCKETS]; one; one = one->chain) if (one->hash == h && one->parent == parent && strlen(one->name) == n && !memcmp(one->name, name, n)) return one;
  return NULL;
}
static struct node *upTo(const char *path, const char *end) {
  struct node *node = &root;
  while (node && path < end && *++path) { const char *slash = memchr(path, '/', end - path); if (!slash) slash = end; node = node->directory ? child(node, path, slash - path) : NULL; path = slash; }
  return node;
}
static struct node *at(const char *path) { return upTo(path, path + strlen(path)); }
static const char *nameOf(const char *path) { return strrchr(path, '/') + 1; }
static struct node *parentOf(const char *path) { struct node *node = path[1] ? upTo(path, nameOf(path) - 1) : NULL; return node && node->directory ? node : NULL; }
static void leave(struct node *node) {
  struct node **link = &buckets[node->hash % BUCKETS], *parent = node->parent;
  while (*link != node) link = &(*link)->chain;
  *link = node->chain;
  if (node->before) node->before->after = node->after; else parent->first = node->after;
  if (node->after) node->after->before = node->before; else parent->last = node->before;
}
static void drop(struct node *node) { leave(node); free(node->content.at); free(node->name); free(node); }
static void join(struct node *node, const char *path) {
  struct node *parent = parentOf(path), *old = at(path);
  if (old && old != node) drop(old);
  node->name = strdup(nameOf(path)); node->parent = parent; node->hash = hashOf(parent, node->name, strlen(node->name));
  node->chain = buckets[node->hash % BUCKETS]; buckets[node->hash % BUCKETS] = node;
  node->before = parent->last; node->after = NULL;
  if (parent->last) parent->last->after = node; else parent->first = node;
  parent->last = node;
}
static struct node *make(const char *path, int directory) {
  if (!parentOf(path)) return NULL;
  struct node *node = checked(calloc(1, sizeof *node));
  node->directory = directory; node->changed = now();
  join(node, path);
  return node;
}
static void resolve(char *into, const char *cwd, const char *argument) {
  char given[2 * ROOM], *rest = given;
  snprintf(given, sizeof given, "%s/%s", *argument == '/' ? "" : cwd, argument);
  char made[2 * ROOM], *end = made;
  for (char *part; (part = strsep(&rest, "/"));) {
    if (!strcmp(part, "..")) { while (end > made && *--end != '/'); }
    else if (*part && strcmp(part, ".")) end += sprintf(end, "/%s", part);
  }
  if (end == made) *end++ = '/';
  size_t n = (size_t)(end - made) < ROOM ? (size_t)(end - made) : ROOM - 1;
  memcpy(into, made, n); into[n] = 0;
}

/* What it shows of them. */
static void timeVal(struct bytes *b, long long at) { char text[40]; time_t t = at / 1000; struct tm tm; gmtime_r(&t, &tm); size_t n = strftime(text, sizeof text, "%Y%m%d%H%M%S", &tm); if (at % 1000) n += sprintf(text + n, ".%03d", (int)(at % 1000)); put(b, text, n); }
static void facts(struct bytes *b, const struct node *node, const char *name) {
  char size[40]; sprintf(size, "type=file;size=%zu;modify=", node->content.n);
  say1(b, node->directory ? "type=dir;modify=" : size); timeVal(b, node->changed); say1(b, "; ");
  for (; *name; name++) put(b, *name == '\n' ? "?" : name, 1);
}
static void listLine(struct bytes *b, const struct node *node, const char *name) {
  char text[120], when[20]; time_t t = node->changed / 1000; struct tm tm; gmtime_r(&t, &tm); strftime(when, sizeof when, "%b %e %H:%M", &tm);
  put(b, text, sprintf(text, "%s    1 ftp      ftp      %12zu %s ", node->directory ? "drwxr-xr-x" : "-rw-r--r--", node->directory ? (size_t)4096 : node->content.n, when));
  for (; *name; name++) put(b, *name == '\n' || *name == '\r' ? "?" : name, 1);
}
static void listing(struct bytes *b, int on, const char *argument, const char *path, const char *margin) {
  struct node *node = at(path);
  size_t n = strlen(argument);
  if (node) for (struct node *one = node->directory ? node->first : node; one; one = node->directory ? one->after : NULL) {
    const char *name = node->directory ? one->name : nameOf(path);
    say1(b, margin);
    if (on == ON_MLSD) facts(b, one, name);
    else if (on != ON_NLST) listLine(b, one, name);
    else if (!node->directory) say1(b, argument);
    else { if (n) { put(b, argument, n - (argument[n - 1] == '/')); put(b, "/", 1); } say1(b, name); }
    put(b, "\r\n", 2);
  }
}
/* A file as TYPE A sends it, or as it lies there. */
static void contentOf(struct bytes *b, const struct bytes *file, int ascii) {
  if (!ascii) return put(b, file->at, file->n);
  size_t from = 0;
  for (const char *lf; file->n > from && (lf = memchr(file->at + from, '\n', file->n - from)); from = (size_t)(lf - file->at) + 1) {
    put(b, file->at + from, (size_t)(lf - file->at) - from);
    put(b, "\r\n" + (lf > file->at && lf[-1] == '\r'), 2 - (lf > file->at && lf[-1] == '\r'));
  }
  put(b, file->at + from, file->n - from);
}
