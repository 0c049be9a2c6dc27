/** Users who may give any password (RFC 1635). */
export const ANONYMOUS = /^(anonymous|ftp)$/i;
