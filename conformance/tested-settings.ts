import type { ServerConfig } from '../src/server/config.ts';

/** What the reference server offers when it is itself tested beyond what it has by default, and restart markers that small files show. */
export const TESTED_SETTINGS: Pick<ServerConfig, 'pageStructure' | 'markerInterval'> = { pageStructure: true, markerInterval: 4096 };
