import { parseModeAndPath, parseTimeAndPath } from '../wire/site-arguments.ts';

const PARSERS: Readonly<Record<string, (argument: string) => { readonly path: string } | null>> = { 'SITE CHMOD': parseModeAndPath, 'SITE UTIME': parseTimeAndPath };

/** The path in the argument of a SITE command that has more than a path; of any other command the argument itself. */
export function siteTarget(on: string, argument: string): string { return PARSERS[on]?.(argument)?.path ?? argument; }
