import type { ServerConfig } from './config.ts';

/** The idle limits that SITE IDLE may choose, in whole seconds: the configured limit is always one of them. */
export function idleRange({ idleRange: [least, most], idleLimit }: Pick<ServerConfig, 'idleRange' | 'idleLimit'>): { readonly least: number; readonly most: number } {
  return { least: Math.ceil(Math.min(least, idleLimit) / 1000), most: Math.floor(Math.max(most, idleLimit) / 1000) };
}
