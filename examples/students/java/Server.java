import java.io.*;
import java.net.*;
import java.nio.file.*;

/** A small FTP server in Java as a student may hand it in: java Server.java PORT DIRECTORY. It has mistakes. */
public class Server {
  private final Path root;
  private final Socket control;
  private final PrintWriter out;
  private final BufferedReader in;
  private ServerSocket listener;
  private String user;
  private boolean loggedIn;

  Server(Socket control, Path root) throws IOException {
    this.control = control;
    this.root = root;
    this.in = new BufferedReader(new InputStreamReader(control.getInputStream()));
    this.out = new PrintWriter(new OutputStreamWriter(control.getOutputStream()), true);
  }

  private void reply(int code, String text) {
    // Mistake: println ends the line as the operating system does, in LF.
    out.println(code + " " + text);
  }

  /** Resolves inside the root only. */
  private Path path(String name) throws IOException {
    Path path = root.resolve(name.replaceFirst("^/+", "")).normalize();
    if (!path.startsWith(root)) throw new NoSuchFileException(name);
    return path;
  }

  private Socket data() throws IOException {
    if (listener == null) return null;
    reply(150, "Opening data connection");
    listener.setSoTimeout(1000);
    try (ServerSocket one = listener) {
      return one.accept();
    } finally {
      listener = null;
    }
  }

  void run() throws IOException {
    reply(220, "Java server");
    for (String line; (line = in.readLine()) != null;) {
      String[] words = line.split(" ", 2);
      String verb = words[0].toUpperCase(), argument = words.length > 1 ? words[1] : "";
      try {
        if (verb.equals("QUIT")) { reply(221, "Goodbye"); break; }
        command(verb, argument);
      } catch (SocketTimeoutException error) {
        reply(425, "Nobody connected");
      } catch (IOException error) {
        reply(550, "Not there");
      }
    }
    control.close();
  }

  private void command(String verb, String argument) throws IOException {
    switch (verb) {
      case "USER": user = argument; loggedIn = false; reply(argument.isEmpty() ? 501 : 331, "Password?"); return;
      case "PASS":
        if (user == null) { reply(503, "USER first"); return; }
        loggedIn = user.equals("student") && argument.equals("student");
        user = null;
        reply(loggedIn ? 230 : 530, loggedIn ? "Welcome" : "Wrong");
        return;
      default:
    }
    if (!loggedIn) { reply(530, "Please log in"); return; }
    switch (verb) {
      case "NOOP": reply(200, "OK"); break;
      case "PWD": reply(257, "\"/\" is the directory"); break;
      // Mistake: any type is accepted.
      case "TYPE": reply(200, "OK"); break;
      case "PASV":
        if (listener != null) listener.close();
        listener = new ServerSocket(0, 1, InetAddress.getLoopbackAddress());
        int port = listener.getLocalPort();
        reply(227, "Entering Passive Mode (127,0,0,1," + port / 256 + "," + port % 256 + ")");
        break;
      case "LIST": {
        File place = path(argument).toFile();
        if (!place.exists()) { reply(550, "Not there"); break; }
        Socket data = data();
        if (data == null) { reply(425, "PASV first"); break; }
        File[] files = place.isFile() ? new File[] { place } : place.listFiles();
        try (Writer lines = new OutputStreamWriter(data.getOutputStream())) {
          for (File file : files) lines.write((file.isDirectory() ? "drwxr-xr-x" : "-rw-r--r--") + " 1 u g " + file.length() + " Jan  1 00:00 " + file.getName() + "\r\n");
        }
        reply(226, "Done");
        break;
      }
      case "RETR": {
        if (!Files.isRegularFile(path(argument))) { reply(550, "No such file"); break; }
        Socket data = data();
        if (data == null) { reply(425, "PASV first"); break; }
        try (OutputStream stream = data.getOutputStream()) { Files.copy(path(argument), stream); }
        reply(226, "Done");
        break;
      }
      case "STOR": {
        Path path = path(argument);
        if (argument.isEmpty()) { reply(501, "Name missing"); break; }
        if (!Files.isDirectory(path.getParent()) || Files.isDirectory(path)) { reply(553, "Cannot store"); break; }
        Socket data = data();
        if (data == null) { reply(425, "PASV first"); break; }
        try (InputStream stream = data.getInputStream()) { Files.copy(stream, path, StandardCopyOption.REPLACE_EXISTING); }
        reply(226, "Done");
        break;
      }
      default: reply(502, "Not implemented");
    }
  }

  public static void main(String[] words) throws IOException {
    Path root = Paths.get(words[1]).toRealPath();
    try (ServerSocket server = new ServerSocket(Integer.parseInt(words[0]), 50, InetAddress.getLoopbackAddress())) {
      for (;;) {
        // Mistake: the next client waits until this one has gone.
        try (Socket client = server.accept()) { new Server(client, root).run(); } catch (IOException lost) { /* the next one */ }
      }
    }
  }
}
