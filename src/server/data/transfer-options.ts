/** What every transfer takes. */
export interface TransferOptions {
  /** Milliseconds without a byte moving after which the peer counts as stalled. */
  readonly stallLimit: number;
  /** Ends the transfer at once (ABOR, shutdown). */
  readonly signal?: AbortSignal | undefined;
  /** Told the bytes moved so far, on the wire. */
  readonly progress?: ((bytes: number) => void) | undefined;
}
