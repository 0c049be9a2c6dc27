/** A path of the file oracle as PWD would show it to a login that `home` is the top of. */
export function shownPath(home: string, path: string): string { return path === '/' ? home : `${home.replace(/[/\\]$/, '')}${path}`; }

/** Whether a path that a server shows is that one, with whatever its system puts between the names. */
export function isShown(home: string, shown: string, path: string): boolean {
  const expected = shownPath(home, path);
  return shown === expected || (!home.startsWith('/') && shown.replaceAll('\\', '/') === expected.replaceAll('\\', '/'));
}

/** Whether a path begins at the top, as far as can be told: where the system has another notation, such as that of drives, the top shows it. */
export function isAbsolute(home: string | null, shown: string): boolean {
  return shown.startsWith(home === null || home.startsWith('/') ? '/' : home.slice(0, 1));
}
