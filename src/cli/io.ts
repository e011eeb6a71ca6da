/** What a command touches of the world; tests give their own. */
export interface Io {
  /** The bytes of a file, or of standard input for "-". Throws where it cannot be read. */
  readonly read: (path: string) => Uint8Array;
  readonly out: (text: string) => void;
  readonly err: (text: string) => void;
}

export const DONE = 0;
export const REFUSED = 1;
export const WRONG_USAGE = 2;
