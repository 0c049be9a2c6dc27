import type { Check } from '../check.ts';
import { blockChecks } from './representations/blocks.ts';
import { blockUploadChecks } from './representations/block-uploads.ts';
import { compressedChecks } from './representations/compressed.ts';
import { deflatedChecks } from './representations/deflated.ts';
import { markerChecks } from './representations/markers.ts';
import { pageChecks } from './representations/pages.ts';
import { recordChecks } from './representations/records.ts';
import { typeChecks } from './representations/types.ts';

/** What TYPE, STRU and MODE make of the data, beyond what every server has. */
export const representationsChecks: readonly Check[] = [...typeChecks, ...recordChecks, ...blockChecks, ...blockUploadChecks, ...markerChecks, ...compressedChecks, ...deflatedChecks, ...pageChecks];
