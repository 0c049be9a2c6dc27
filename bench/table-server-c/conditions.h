/* Which rows fit, and what holds for a command, as conditions.ts says it. */
static int fits(const struct row *row, unsigned vector) {
  for (int r = 0; r < REGIONS; r++) if (row->accepts[r] && !(row->accepts[r] & 1 << (vector >> fields[r].shift & fields[r].mask))) return 0;
  return 1;
}
static int endpoint(int on, const char *argument) {
  int h[6], n = 0; char d[6] = "";
  if (on == ON_PORT) return sscanf(argument, "%d,%d,%d,%d,%d,%d%n", h, h + 1, h + 2, h + 3, h + 4, h + 5, &n) == 6 && !argument[n] && h[0] == 127 && !h[1] && !h[2] && h[3] == 1 && h[4] * 256 + h[5] >= 1024 ? h[4] * 256 + h[5] : 0;
  return sscanf(argument, "%c1%c127.0.0.1%c%d%c%n", d, d + 1, d + 2, h, d + 3, &n) == 5 && !argument[n] && d[0] == d[1] && d[0] == d[2] && d[0] == d[3] && h[0] >= 1024 && h[0] < 65536 ? h[0] : 0;
}
static int malformed(const struct request *q) {
  regmatch_t whole = { 0, q->n };
  return (ons[q->on].bare && memchr(q->argument, 0, q->n)) || regexec(&syntaxes[q->on], q->argument, 1, &whole, REG_STARTEND) != 0;
}
static int starts(const struct request *q, char letter) { return tolower((unsigned char)*q->argument) == letter; }
static int badName(const char *path) { for (const char *p = path; *p; p = strchrnul(p + 1, '/')) if (strchrnul(p + 1, '/') - p > 256) return 1; return strpbrk(path, "\r\n") != NULL; }
static int anyOf(const char *argument, const char *const *list) { for (; *list; list++) if (!strcasecmp(argument, *list)) return 1; return 0; }
static const struct verb *known(const char *name) {
  for (int low = 0, high = VERBS - 1; low <= high;) { int middle = (low + high) / 2, way = strcmp(name, verbs[middle].name); if (!way) return &verbs[middle]; if (way < 0) high = middle - 1; else low = middle + 1; }
  return NULL;
}
static int holds(struct session *s, enum when when, const struct request *q, const char *path) {
  const char *argument = q->argument;
  switch (when) {
    case WHEN_otherwise: case WHEN_no_mechanism_offered: return 1;
    case WHEN_argument_missing: return q->n == 0 && malformed(q);
    case WHEN_argument_malformed: return malformed(q);
    case WHEN_holds_a_CR: return memchr(argument, '\r', q->n) != NULL;
    case WHEN_selects_ascii: return starts(q, 'a');
    case WHEN_selects_ebcdic: return starts(q, 'e');
    case WHEN_selects_records: return starts(q, 'r');
    case WHEN_selects_pages: case WHEN_asks_for_privacy: return starts(q, 'p');
    case WHEN_selects_blocks: return starts(q, 'b');
    case WHEN_selects_compression: case WHEN_asks_for_clear_data: return starts(q, 'c');
    case WHEN_selects_deflation: return starts(q, 'z');
    case WHEN_asks_for_all: return !strcasecmp(argument, "ALL");
    case WHEN_password_wrong: return strcmp(s->user, user) || strcmp(argument, password) || q->n != strlen(password);
    case WHEN_parameter_not_offered: return !anyOf(argument, (const char *const[]){ q->on == ON_TYPE ? "a" : q->on == ON_STRU ? "f" : "s", q->on == ON_TYPE ? "a n" : NULL, "i", "l 8", NULL });
    case WHEN_protocol_not_offered: return q->on == ON_EPRT ? *argument && argument[1] != '1' : *argument && strcmp(argument, "1");
    case WHEN_address_refused: return !endpoint(q->on, argument);
    case WHEN_option_unknown: return strncasecmp(argument, "mlst", 4) != 0;
    case WHEN_topic_unknown: { char name[64]; size_t i = 0; for (; i < 63 && argument[i]; i++) name[i] = toupper((unsigned char)argument[i]); name[i] = 0; return q->n && !known(name); }
    case WHEN_no_data_connection: return !s->door && !s->active;
    default:
  }
  if (q->n == 0 && (when != WHEN_path_missing || q->on == ON_STAT)) return 0;
  struct node *node = at(path);
  size_t under = strlen(s->renaming);
  switch (when) {
    case WHEN_file_missing: case WHEN_path_missing: case WHEN_directory_missing: return !node;
    case WHEN_not_a_plain_file: case WHEN_names_a_directory: return node && node->directory;
    case WHEN_not_a_directory: case WHEN_names_a_file: return node && !node->directory;
    case WHEN_name_exists: return node != NULL;
    case WHEN_directory_not_empty: return node && node->directory && node->first;
    case WHEN_cannot_be_stored: return q->on != ON_STOU && (!parentOf(path) || (node && node->directory) || badName(path));
    case WHEN_cannot_be_created: return !parentOf(path) || badName(path);
    case WHEN_cannot_be_removed: return !path[1];
    case WHEN_cannot_be_renamed: return !parentOf(path) || (node && node->directory) || (!strncmp(path, s->renaming, under) && (!path[under] || path[under] == '/')) || badName(path);
    case WHEN_restart_position_impossible: return node && !node->directory && s->restart > node->content.n;
    default: return 0;
  }
}
