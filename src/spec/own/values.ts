/** What the texts of a protocol of one's own may hold in braces, as `spec/vocabulary.md` lists it; a test compares them. */
export const VALUES = ['verb', 'argument', 'user', 'kept', 'names', 'time', 'help', 'path', 'directory', 'problem', 'port'] as const;
