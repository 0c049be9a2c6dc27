/** Exit codes by the code of the error that ends a command. Verdicts, 0 and 1, need no error. */
const EXIT_CODES: Readonly<Record<string, number>> = {
  // The server did not do what a client asked.
  'REFUSED': 1, 'INCOMPLETE': 1,
  // As the document of inline-marker says.
  'INVALID_PORT': 1,
  // Wrong use, or nothing ran.
  'USAGE': 2, 'BAD_SPEC': 2, 'UNKNOWN_NAME': 2, 'NOTHING_SELECTED': 2, 'ROOT_UNUSABLE': 2, 'BAD_COVERAGE': 2, 'BAD_FINDING': 2, 'UNWRITABLE': 2, 'LOCAL_FILE': 2, 'TLS_UNUSABLE': 2, 'BAD_CONFIG': 2,
  'BAD_ASSIGNMENT': 2, 'NO_ASSIGNMENT': 2, 'BAD_SUBMISSIONS': 2, 'BAD_BASELINE': 2, 'NO_ISOLATION': 2, 'UNSUPPORTED': 2,
  'unknown-format': 2, 'unwritable': 2, 'log-unreadable': 2, 'log-malformed': 2,
  // The server could not be started or reached.
  'PORT_IN_USE': 3, 'CANNOT_LISTEN': 3, 'UNREACHABLE': 3, 'SPAWN_FAILED': 3,
  // Ctrl-C, as shells count it.
  'ABORTED': 130,
};

/** The exit code for an `FtpspecError` of that code; 4, our own fault, for one that is not listed. */
export function exitCodeOf(code: string): number {
  return EXIT_CODES[code] ?? 4;
}
