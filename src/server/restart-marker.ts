/** Where a restarted transfer begins: bytes of the file, and whether a CR came behind them whose LF may follow (RFC 1123 §4.1.3.4). */
export interface Restart { readonly position: number; readonly afterCr: boolean }

/** Reads a marker of our own, or a byte position; null for what is neither. */
export function restartOf(argument: string): Restart | null {
  const parts = /^(\d{1,40})(\.CR)?$/.exec(argument);
  return parts === null ? null : { position: Number(parts[1]), afterCr: parts[2] !== undefined };
}

/** The marker that `restartOf` reads. */
export function markerOf({ position, afterCr }: Restart): string { return `${position}${afterCr ? '.CR' : ''}`; }
