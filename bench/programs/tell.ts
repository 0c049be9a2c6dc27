/** The argument that `startProgram` gave. */
export function argument(): unknown {
  return JSON.parse(process.argv[2] ?? 'null');
}

/** Says that we are ready or done, and ends the process once nobody listens any more. */
export function tell(message: unknown): void {
  process.once('disconnect', () => process.exit());
  process.send?.(message);
}
