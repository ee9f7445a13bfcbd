import { Agent } from 'node:http';
import type { Random } from '../../core/random.ts';
import { sendRequest } from './httpCalls.ts';

const MOST_IN_FLIGHT = 300;
const PRODUCTS = 500;
const ORDER_BODY = Buffer.from('{"items":[{"product":"7","quantity":1}]}');

/** Sends visitors' requests to the front over kept-alive connections; bounded, so that a stuck shop cannot eat memory. */
export class TrafficSender {
  readonly #agent = new Agent({ keepAlive: true, maxFreeSockets: 64 });
  readonly #address: string;
  readonly #port: number;
  readonly #random: Random;
  #inFlight = 0;
  #dropped = 0;

  constructor(address: string, port: number, random: Random) {
    this.#address = address;
    this.#port = port;
    this.#random = random;
  }

  /** Visits that were not made because too many were under way. */
  get dropped(): number {
    return this.#dropped;
  }

  /** Makes one visit to a route such as `GET /products/:id`; its outcome is the shop's to measure. */
  visit(route: string): void {
    if (this.#inFlight >= MOST_IN_FLIGHT) {
      this.#dropped += 1;
      return;
    }
    this.#inFlight += 1;
    const [method = 'GET', template = '/'] = route.split(' ');
    const path = template.replace(':id', String(1 + this.#random.integer(PRODUCTS)));
    const body = method === 'POST' ? ORDER_BODY : undefined;
    sendRequest({ address: this.#address, port: this.#port, agent: this.#agent, method, path, body }, () => {
      this.#inFlight -= 1;
    });
  }

  /** Ends all connections. */
  close(): void {
    this.#agent.destroy();
  }
}
