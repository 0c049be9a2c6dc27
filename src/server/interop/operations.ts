import { downloads } from './operations/downloads.ts';
import { listings } from './operations/listings.ts';
import { names } from './operations/names.ts';
import { protection } from './operations/protection.ts';
import { sessions } from './operations/sessions.ts';
import { uploads } from './operations/uploads.ts';
import type { Operation } from './operation.ts';

const ALL = { ...listings, ...downloads, ...uploads, ...names, ...sessions, ...protection };

export type OperationId = keyof typeof ALL;

/** The rows of the matrix. */
export const OPERATIONS: Readonly<Record<OperationId, Operation>> = ALL;
