import * as fc from 'fast-check';

/**
 * Every test run tries the same random values, so that a change is what makes a test fail. `FTPSPEC_SEED=N npm test`
 * tries others; a failure prints its own seed either way.
 */
fc.configureGlobal({ seed: Number(process.env['FTPSPEC_SEED'] ?? 959) });
