import type { ResultWindow } from '../core/loadDriver.ts';

/**
 * Takes in what generators push: results/sampleReceiver has it, and HTTP feeds it. Drivers are handed it, since rooms do
 * not import each other.
 */
export interface ResultReceiver {
  /**
   * Opens a way in for one process of a generator; `onWindow` is called with what it did since its last push, and with what
   * is known of the watched metrics.
   */
  open(onWindow: (window: ResultWindow) => void, watched?: readonly string[]): ResultChannel;
}

/** Where one process pushes to, with the token that it proves itself by. */
export interface ResultChannel {
  readonly url: string;
  readonly token: string;
  close(): void;
}
