/** Verbs that change the file or directory they name: a faulty server must not get at what other checks read. */
export const CHANGING: ReadonlySet<string> = new Set(['STOR', 'APPE', 'STOU', 'RNFR', 'RNTO', 'DELE', 'RMD', 'MKD', 'XRMD', 'XMKD', 'MFMT', 'MFCT', 'MFF', 'COMB', 'SITE CHMOD', 'SITE UTIME']);
