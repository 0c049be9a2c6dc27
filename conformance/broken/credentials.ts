/** Who logs in to a faulty server. */
export const TESTER = { user: 'tester', password: 'secret' } as const;
