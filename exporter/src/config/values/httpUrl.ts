import { z } from 'zod';

const ALLOWED = 'a URL that begins with http:// or https://, without user name, password or fragment';

/** An absolute http(s) URL without credentials (they have fields of their own, that read files). Kept as given. */
export const httpUrl = z
  .string({ error: ALLOWED })
  .refine(
    (text) => {
      if (!URL.canParse(text) || text.length > 2000) return false;
      const url = new URL(text);
      return (
        ['http:', 'https:'].includes(url.protocol) && url.username === '' && url.password === '' && url.hash === ''
      );
    },
    { error: ALLOWED },
  )
  .meta({ title: 'URL', pattern: String.raw`^\s*[Hh][Tt][Tt][Pp][Ss]?:` });
