const GIVE_ONE = 'and the suite was given none: name it by --account';

/** Why nobody comes in where the server wants an account for that. */
export const NO_ACCOUNT_TO_LOG_IN = `the server asks for an account (332), ${GIVE_ONE}`;

/** Why nothing can be stored where the server wants an account for that. */
export const NO_ACCOUNT_TO_STORE = `the server asks for an account to store files (532), ${GIVE_ONE}`;
