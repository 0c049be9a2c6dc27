import { fileSymptoms } from './symptoms/files.ts';
import { generalSymptoms } from './symptoms/general.ts';
import { replySymptoms } from './symptoms/replies.ts';
import { sessionSymptoms } from './symptoms/sessions.ts';
import type { Symptom } from './symptoms/symptom.ts';
import { transferSymptoms } from './symptoms/transfers.ts';

/** All symptoms, the most exact first: the first that fits counts. */
export const SYMPTOMS: readonly Symptom[] = [
  ...replySymptoms, ...transferSymptoms, ...fileSymptoms, ...sessionSymptoms, ...generalSymptoms,
];
