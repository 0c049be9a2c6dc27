/** Ends what precedes a file (INL-PRO-R20, R30). */
export const FILE_START = Buffer.from('FILE_START\r\n');
/** Ends a file (INL-PRO-R21, R31). */
export const FILE_END = Buffer.from('FILE_END\r\n');
