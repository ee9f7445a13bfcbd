import type { ProblemField } from '../../core/problem.ts';
import type { Draft } from '../readDraft.ts';
import { isLoopback } from '../values/listenAddress.ts';

/** Listening beyond loopback must be asked for twice: whoever reaches the port reads everything. */
export function checkHttp({ http }: Draft): ProblemField[] {
  if (http === undefined || http.unsafeListen || isLoopback(http.listen.host)) return [];
  return [
    {
      path: 'http.listen',
      value: `${http.listen.host}:${http.listen.port}`,
      allowed: 'an address of loopback, such as 127.0.0.1:9851; for others set http.unsafeListen to true',
    },
  ];
}
