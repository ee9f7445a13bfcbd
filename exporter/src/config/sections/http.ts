import { z } from 'zod';
import { listenAddress } from '../values/listenAddress.ts';
import { section } from '../values/section.ts';
import { path } from '../values/texts.ts';

const ORIGIN = 'an origin without path, such as https://grafana.example:3000';

/** The exporter's own server. Listens on loopback unless told otherwise twice (`listen` and `unsafeListen`). */
export const httpSchema = section({
  listen: listenAddress.prefault('127.0.0.1:9851'),
  /** Bearer token for whatever changes something; null until loading fills in `token` in the data folder. */
  tokenFile: path('a file for the bearer token').nullable().default(null),
  allowedOrigins: z
    .array(
      z
        .string({ error: ORIGIN })
        .refine((text) => URL.canParse(text) && new URL(text).origin === text.toLowerCase(), { error: ORIGIN }),
      { error: `a list of origins: ${ORIGIN}` },
    )
    .default([]),
  console: z.boolean({ error: 'true or false' }).default(true),
  unsafeListen: z.boolean({ error: 'true or false' }).default(false),
}).prefault({});

export type HttpConfig = z.output<typeof httpSchema>;
