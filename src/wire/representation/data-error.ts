/** Why data cannot be taken: the end came before it was due, or they are not in the form that TYPE, STRU and MODE prescribe. */
export class DataError extends Error {
  readonly kind: 'cut' | 'malformed';

  constructor(kind: 'cut' | 'malformed', message: string) {
    super(message);
    this.kind = kind;
  }
}
