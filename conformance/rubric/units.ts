import { z } from 'zod';

const TIME: Readonly<Record<string, number>> = { ms: 1, s: 1000, min: 60_000 };
const SIZE: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 2 ** 20, GiB: 2 ** 30 };

/** A time such as `500ms`, `2s` or `5min`, as milliseconds. */
export function duration(least: number, most: number): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> {
  return measure(TIME, least, most, 'a time such as 500ms, 2s or 5min');
}

/** A size such as `64KiB`, `10MiB` or `1GiB`, as bytes. */
export function size(least: number, most: number): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> {
  return measure(SIZE, least, most, 'a size such as 64KiB, 10MiB or 1GiB');
}

function measure(units: Readonly<Record<string, number>>, least: number, most: number, what: string): z.ZodPipe<z.ZodString, z.ZodTransform<number, string>> {
  const names = Object.keys(units);
  const text = z.string(what).regex(new RegExp(`^\\d{1,9}(\\.\\d{1,3})? ?(${names.join('|')})$`), `it must be ${what}`);
  return text.transform((value, context) => {
    const unit = names.filter((name) => value.endsWith(name)).sort((a, b) => b.length - a.length)[0]!;
    const number = Number(value.slice(0, -unit.length)) * units[unit]!;
    if (number < least || number > most) context.addIssue({ code: 'custom', message: `it must be ${what}, from ${shown(units, least)} to ${shown(units, most)}` });
    return Math.round(number);
  });
}

function shown(units: Readonly<Record<string, number>>, value: number): string {
  const [name, factor] = Object.entries(units).findLast(([, factor]) => value >= factor && value % factor === 0) ?? Object.entries(units)[0]!;
  return `${value / factor}${name}`;
}
