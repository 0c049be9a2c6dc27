/** How data cross the data connection: what TYPE, STRU and MODE chose (RFC 959 §3.1, §3.4). TYPE L 8 is image; a format changes no byte. */
export interface Representation {
  readonly type: 'ascii' | 'ebcdic' | 'image';
  readonly structure: 'file' | 'record' | 'page';
  readonly mode: 'stream' | 'block' | 'compressed' | 'deflated';
}

/** Whether nothing is done to the data but what TYPE A does to line ends. */
export function isPlain({ type, structure, mode }: Representation): boolean {
  return type !== 'ebcdic' && structure === 'file' && mode === 'stream';
}

/** Whether the end of the file is said in the data, and not by the end of the connection (RFC 959 §3.4). */
export function saysItsEnd({ structure, mode }: Representation): boolean {
  return mode === 'stream' ? structure !== 'file' : mode !== 'deflated';
}

/** Whether a transfer can begin in the middle: by a marker, or by the number of bytes where bytes are all there is. */
export function restartable(representation: Representation): boolean {
  return takesMarkers(representation) || (representation.structure === 'file' && !saysItsEnd(representation));
}

/** Whether restart markers can be among the data (RFC 959 §3.5). */
export function takesMarkers({ structure, mode }: Representation): boolean {
  return structure !== 'page' && (mode === 'block' || mode === 'compressed');
}
