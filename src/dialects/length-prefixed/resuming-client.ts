import { LengthPrefixedClient, type ClientOptions } from './client.ts';
import { attemptResuming } from './resume-download.ts';

/** The client of `length-resume`: as that of `length-prefixed`, but an attempt goes on where the one before stopped. */
export class LengthResumeClient extends LengthPrefixedClient {
  constructor(options: ClientOptions) { super(options, attemptResuming); }
}
