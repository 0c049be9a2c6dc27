import { median } from './median.ts';
import type { Table } from './table.ts';

/** One measured quantity; its title carries the unit. `plain` where a ratio means nothing. */
export interface Column { readonly key: string; readonly title: string; readonly digits: number; readonly plain?: true }

/** Every run of every server: server → quantity → one number a run. */
export type Samples = Map<string, Map<string, number[]>>;

/** Adds what one run of one server gave. */
export function addSample(samples: Samples, server: string, values: Readonly<Record<string, number>>): void {
  const own = samples.get(server) ?? new Map<string, number[]>();
  samples.set(server, own);
  for (const [key, value] of Object.entries(values)) own.set(key, [...(own.get(key) ?? []), value]);
}

/** Medians side by side; behind each, the reference server's number divided by this one. */
export function compare(title: string, columns: readonly Column[], samples: Samples, reference: string, notes: readonly string[] = []): Table {
  const value = (server: string, key: string): number | null => {
    const runs = samples.get(server)?.get(key);
    return runs === undefined ? null : median(runs);
  };
  const cell = (server: string, { key, digits, plain }: Column): string => {
    const own = value(server, key);
    const ours = value(reference, key);
    if (own === null) return '-'.padEnd(plain ? 1 : 8);
    if (plain) return own.toFixed(digits);
    const ratio = server === reference || ours === null || own === 0 ? '' : (ours / own).toFixed(2);
    return `${own.toFixed(digits)} ${ratio.padStart(6)}`;
  };
  return {
    title,
    columns: columns.map(({ title: name, plain }) => (plain ? name : `${name}   ratio`)),
    rows: [...samples.keys()].map((server) => [server, ...columns.map((column) => cell(server, column))]),
    notes,
    data: Object.fromEntries([...samples].map(([server, values]) => [server, Object.fromEntries(values)])),
  };
}
