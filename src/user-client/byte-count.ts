const UNITS = ['B', 'KiB', 'MiB', 'GiB', 'TiB'];

/** `999 B`, `1.5 KiB`: bytes for people. */
export function byteCount(bytes: number): string {
  const power = bytes < 1024 ? 0 : Math.min(Math.floor(Math.log2(bytes) / 10), UNITS.length - 1);
  return `${power === 0 ? Math.round(bytes) : (bytes / 1024 ** power).toFixed(1)} ${UNITS[power]}`;
}
