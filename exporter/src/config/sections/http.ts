import { z } from 'zod';
import { listenAddress } from '../values/listenAddress.ts';
import { section } from '../values/section.ts';
import { path } from '../values/texts.ts';

const ORIGIN = 'an origin without path, such as https://grafana.example:3000';

/** The exporter's own server. Listens on loopback unless told otherwise twice (`listen` and `unsafeListen`). */
export const httpSchema = section({
  listen: listenAddress.prefault('127.0.0.1:9851').describe('Address and port, as `host:port`.'),
  /** Null until loading fills in `token` in the data folder. */
  tokenFile: path('a file for the bearer token')
    .nullable()
    .default(null)
    .describe(
      'File with the bearer token for whatever changes something; `token` in the data folder unless given, written at the first start.',
    ),
  allowedOrigins: z
    .array(
      z
        .string({ error: ORIGIN })
        .refine((text) => URL.canParse(text) && new URL(text).origin === text.toLowerCase(), { error: ORIGIN }),
      { error: `a list of origins: ${ORIGIN}` },
    )
    .default([])
    .describe('Origins whose pages may call the API from a browser.'),
  console: z.boolean({ error: 'true or false' }).default(true).describe('Whether the console is served at `/console`.'),
  unsafeListen: z
    .boolean({ error: 'true or false' })
    .default(false)
    .describe('Needed to listen on an address that other machines reach: whatever only reads needs no token.'),
})
  .prefault({})
  .describe("The exporter's own server: `/metrics`, the API and the console.");

export type HttpConfig = z.output<typeof httpSchema>;
