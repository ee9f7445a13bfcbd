import { createServer } from 'node:http';
import { listen, stopListening } from './listen.ts';

/** Where the exporter does not listen, so that a generator can be confined to the shop by address. */
const OWN_ADDRESS = '127.0.0.2';
const SHARED_ADDRESS = '127.0.0.1';

/** The loopback address that the shop listens on; `note` says why it is not one of its own, else null. */
export interface ShopAddress {
  readonly address: string;
  readonly note: string | null;
}

/** An address of the shop's own on loopback if this system has one (Linux does; macOS wants an alias first). */
export async function findShopAddress(): Promise<ShopAddress> {
  const probe = createServer();
  try {
    await listen(probe, OWN_ADDRESS, 0);
    return { address: OWN_ADDRESS, note: null };
  } catch (error) {
    const reason = (error as NodeJS.ErrnoException).code ?? String(error);
    const note =
      `${OWN_ADDRESS} cannot be bound here (${reason}), so the shop shares ${SHARED_ADDRESS} with the exporter; ` +
      'a test that is confined to the shop could then reach the exporter too';
    return { address: SHARED_ADDRESS, note };
  } finally {
    await stopListening(probe);
  }
}
