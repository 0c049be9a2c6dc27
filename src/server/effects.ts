/** What a session can do when a state is entered. */
export interface Effector {
  close(): void;
  abortTransfer(): void;
  startTransfer(): void;
  protect(): void | Promise<void>;
  uncover(): void | Promise<void>;
}

/** The effects that the specification names. Which transfer it is, its command has prepared. */
export const EFFECTS: Readonly<Record<string, keyof Effector>> = {
  'close the control connection': 'close',
  'protect the control connection': 'protect',
  'uncover the control connection': 'uncover',
  'abort the data connection': 'abortTransfer',
  'send the file': 'startTransfer',
  'receive the file': 'startTransfer',
  'send the listing': 'startTransfer',
};
