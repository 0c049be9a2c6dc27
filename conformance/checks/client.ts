import type { Check } from '../check.ts';
import { fileClientChecks } from './client/files.ts';
import { sessionClientChecks } from './client/sessions.ts';
import { transferClientChecks } from './client/transfers.ts';

/** The other side's view: what a real client, basic-ftp, gets done. */
export const clientChecks: readonly Check[] = [...sessionClientChecks, ...transferClientChecks, ...fileClientChecks];
