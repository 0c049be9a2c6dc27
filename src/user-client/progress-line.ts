import { byteCount } from './byte-count.ts';

/** How far a transfer has come. */
export interface Progress {
  /** What is moved, safe to show. */
  readonly name: string;
  /** Bytes of the file that are over there. */
  readonly done: number;
  /** Bytes of the file; null when unknown. */
  readonly total: number | null;
  /** Bytes a second of this transfer; 0 while nothing can be said. */
  readonly rate: number;
}

const BAR = 20;

/** `name  45 % [#########...........] 4.5 MiB of 10.0 MiB, 2.3 MiB/s, 0:03 left` */
export function progressLine(progress: Progress): string {
  const { name, done, total, rate } = progress;
  const speed = rate > 0 ? `, ${byteCount(rate)}/s` : '';
  if (total === null) return `${name}  ${byteCount(done)}${speed}`;
  const percent = percentOf(done, total);
  const filled = Math.floor((percent / 100) * BAR);
  const left = rate > 0 && done < total ? `, ${duration((total - done) / rate)} left` : '';
  return `${name} ${String(percent).padStart(3)} % [${'#'.repeat(filled)}${'.'.repeat(BAR - filled)}] ${byteCount(done)} of ${byteCount(total)}${speed}${left}`;
}

/** Whole per cent; 100 only when all is there. */
export function percentOf(done: number, total: number): number {
  return total === 0 ? 100 : Math.min(100, Math.floor((100 * done) / total));
}

/** `0:03`, `2:01:00`, from seconds. */
function duration(seconds: number): string {
  const whole = Math.min(Math.ceil(seconds), 359_999);
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (value: number): string => String(value).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}
