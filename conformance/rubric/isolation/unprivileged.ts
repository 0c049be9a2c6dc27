/** The number that Linux gives to nobody. */
const NOBODY = 65_534;

/** Who runs submissions where we are root, whom limits of processes do not bind; null where we are not. */
export function unprivileged(): number | null { return process.getuid?.() === 0 ? NOBODY : null; }

/** Gives root up for good. */
export function giveUpRoot(): void {
  const user = unprivileged();
  if (user === null) return;
  process.setgroups?.([]);
  process.setgid?.(user);
  process.setuid?.(user);
}
