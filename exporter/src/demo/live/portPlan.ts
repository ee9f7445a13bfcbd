import type { Server } from 'node:http';
import { listen } from './listen.ts';

/** Gives servers ports in a row from a first one on, and any free port where one of the row is taken. */
export class PortPlan {
  readonly #address: string;
  #next: number | null;
  readonly #taken: number[] = [];

  /** `firstPort` null: any free port for each. */
  constructor(address: string, firstPort: number | null) {
    this.#address = address;
    this.#next = firstPort;
  }

  /** Ports of the row that others held. */
  get taken(): readonly number[] {
    return this.#taken;
  }

  /** Lets a server listen and gives its port. Rejects with the system's error for all but a taken port. */
  async listen(server: Server): Promise<number> {
    if (this.#next === null) return listen(server, this.#address, 0);
    const wanted = this.#next++;
    try {
      return await listen(server, this.#address, wanted);
    } catch (error) {
      if ((error as NodeJS.ErrnoException).code !== 'EADDRINUSE') throw error;
      this.#taken.push(wanted);
      return listen(server, this.#address, 0);
    }
  }
}
