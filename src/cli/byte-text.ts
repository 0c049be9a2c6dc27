/** A text as the byte string that its UTF-8 form is on the wire: one character a byte, which is how `Users` compares. */
export function byteText(text: string): string {
  return Buffer.from(text, 'utf8').toString('latin1');
}
