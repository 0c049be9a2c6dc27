/** RFC 959 §4.2.2: "Need account for login": ACCT goes on with it. */
export const ACCOUNT_TO_LOG_IN = 332;
/** RFC 959 §4.2.2: "Need account for storing files": what was asked is dropped, and may be asked again behind ACCT. */
export const ACCOUNT_TO_STORE = 532;
