/* A small FTP server in C as a student may hand it in: ./server PORT DIRECTORY. User student, password student.
   It works with the author's own client, and has mistakes. */
#include <arpa/inet.h>
#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <strings.h>
#include <sys/socket.h>
#include <unistd.h>

static int control, listener = -1, logged_in;
static char user[64];

static void reply(const char *text) {
  char line[600];
  int length = snprintf(line, sizeof line, "%s\r\n", text);
  if (write(control, line, length) < 0) exit(0);
}

static void passive(void) {
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  socklen_t size = sizeof address;
  char line[80];
  if (listener >= 0) close(listener);
  listener = socket(AF_INET, SOCK_STREAM, 0);
  bind(listener, (struct sockaddr *)&address, sizeof address);
  listen(listener, 1);
  getsockname(listener, (struct sockaddr *)&address, &size);
  int port = ntohs(address.sin_port);
  snprintf(line, sizeof line, "227 Entering Passive Mode (127,0,0,1,%d,%d)", port / 256, port % 256);
  reply(line);
}

static int data(void) {
  if (listener < 0) { reply("425 Use PASV first"); return -1; }
  reply("150 Opening data connection");
  int connection = accept(listener, NULL, NULL);
  close(listener);
  listener = -1;
  return connection;
}

static void list(void) {
  int connection = data();
  if (connection < 0) return;
  DIR *directory = opendir(".");
  for (struct dirent *entry; (entry = readdir(directory)) != NULL;) {
    if (entry->d_name[0] == '.') continue;
    /* Mistake: the lines of a listing end in LF alone. */
    dprintf(connection, "%s\n", entry->d_name);
  }
  closedir(directory);
  close(connection);
  reply("226 Done");
}

static void retrieve(const char *name) {
  /* Mistake: a name may lead anywhere, ".." and "/" included. */
  int file = open(name, O_RDONLY);
  char buffer[8192];
  if (file < 0) { reply("550 No such file"); return; }
  int connection = data();
  if (connection < 0) { close(file); return; }
  /* Mistake: one read and one write; what does not fit is lost. */
  ssize_t length = read(file, buffer, sizeof buffer);
  if (length < 0) { close(file); close(connection); reply("550 Not a plain file"); return; }
  if (length > 0 && write(connection, buffer, length) < 0) length = 0;
  close(file);
  close(connection);
  reply("226 Done");
}

static void store(const char *name) {
  int file = open(name, O_WRONLY | O_CREAT, 0644); /* Mistake: without O_TRUNC the end of an old file stays. */
  char buffer[8192];
  ssize_t length;
  if (file < 0) { reply("553 Cannot write"); return; }
  int connection = data();
  if (connection < 0) { close(file); return; }
  while ((length = read(connection, buffer, sizeof buffer)) > 0) if (write(file, buffer, length) < 0) break;
  close(file);
  close(connection);
  reply("226 Done");
}

static void command(char *line) {
  /* Mistake: strtok ends the name at its first space. */
  char *verb = strtok(line, " "), *name = strtok(NULL, " ");
  if (verb == NULL) { reply("500 What?"); return; }
  if (!strcasecmp(verb, "QUIT")) { reply("221 Goodbye"); exit(0); }
  if (!strcasecmp(verb, "USER")) {
    logged_in = 0;
    if (name == NULL) { reply("501 Who?"); return; }
    snprintf(user, sizeof user, "%s", name);
    reply("331 Password please");
  } else if (!strcasecmp(verb, "PASS")) {
    if (user[0] == 0) { reply("503 USER first"); return; }
    logged_in = name != NULL && !strcmp(user, "student") && !strcmp(name, "student");
    user[0] = 0;
    reply(logged_in ? "230 Welcome" : "530 Wrong");
  } else if (!logged_in) reply("530 Please log in");
  else if (!strcasecmp(verb, "PASV")) passive();
  else if (!strcasecmp(verb, "TYPE")) reply(name != NULL && (!strcasecmp(name, "I") || !strcasecmp(name, "A")) ? "200 OK" : "504 I or A");
  else if (!strcasecmp(verb, "NOOP")) reply("200 OK");
  else if (!strcasecmp(verb, "PWD")) reply("257 \"/\" is the directory");
  else if (!strcasecmp(verb, "LIST")) list();
  else if (!strcasecmp(verb, "RETR") && name != NULL) retrieve(name);
  else if (!strcasecmp(verb, "STOR") && name != NULL) store(name);
  else reply(name == NULL ? "501 Name missing" : "502 Not implemented");
}

static void session(void) {
  char buffer[4096];
  size_t used = 0;
  reply("220 C server");
  for (ssize_t got; (got = read(control, buffer + used, sizeof buffer - 1 - used)) > 0;) {
    used += got;
    buffer[used] = 0;
    for (char *end; (end = strstr(buffer, "\r\n")) != NULL;) {
      *end = 0;
      command(buffer);
      used -= end + 2 - buffer;
      memmove(buffer, end + 2, used + 1);
    }
    if (used == sizeof buffer - 1) used = 0;
  }
}

int main(int count, char **words) {
  struct sockaddr_in address = { .sin_family = AF_INET, .sin_addr.s_addr = htonl(INADDR_LOOPBACK) };
  int on = 1, server = socket(AF_INET, SOCK_STREAM, 0);
  if (count < 3 || chdir(words[2]) < 0) return 1;
  address.sin_port = htons(atoi(words[1]));
  signal(SIGCHLD, SIG_IGN);
  signal(SIGPIPE, SIG_IGN);
  setsockopt(server, SOL_SOCKET, SO_REUSEADDR, &on, sizeof on);
  if (bind(server, (struct sockaddr *)&address, sizeof address) < 0 || listen(server, 64) < 0) return 1;
  for (;;) {
    control = accept(server, NULL, NULL);
    if (control >= 0 && fork() == 0) { close(server); session(); return 0; }
    if (control >= 0) close(control);
  }
}
