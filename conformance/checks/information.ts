import type { Check } from '../check.ts';
import { featureReplyChecks } from './information/feature-reply.ts';
import { featureChecks } from './information/features.ts';
import { serviceChecks } from './information/services.ts';
import { statusChecks } from './information/status.ts';

/** What the server tells of itself: the requirements of chapter 7. */
export const informationChecks: readonly Check[] = [...serviceChecks, ...statusChecks, ...featureReplyChecks, ...featureChecks];
