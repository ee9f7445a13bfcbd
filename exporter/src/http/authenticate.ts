import { timingSafeEqual, createHash } from 'node:crypto';
import type { Request, RequestHandler } from 'express';
import { Problem } from '../core/problem.ts';

/** Name of the cookie that carries the token for the console. */
export const TOKEN_COOKIE = 'loadstar_token';

const LOOPBACK_NAMES = new Set(['localhost', '127.0.0.1', '[::1]', '::1']);

/** Whether two secrets are equal, in time that does not depend on where they differ. */
export function sameSecret(given: string, expected: string): boolean {
  const digest = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(digest(given), digest(expected));
}

function cookieOf(request: Request, name: string): string | null {
  for (const part of (request.headers.cookie ?? '').split(';')) {
    const [key, ...rest] = part.trim().split('=');
    if (key === name) return decodeURIComponent(rest.join('='));
  }
  return null;
}

/** Host name of a Host header, without port. */
function hostName(header: string | undefined): string {
  return (header ?? '').replace(/:\d+$/, '').toLowerCase();
}

/**
 * Refuses requests whose Host is not this machine's own name while the exporter listens on loopback only: a web page
 * elsewhere could otherwise reach it by a name that it lets resolve to 127.0.0.1 (DNS rebinding).
 */
export function checkHost(listenHost: string): RequestHandler {
  const onlyLoopback = LOOPBACK_NAMES.has(listenHost) || listenHost.startsWith('127.');
  return (request, _response, next) => {
    const name = hostName(request.headers.host);
    if (!onlyLoopback || LOOPBACK_NAMES.has(name) || name === listenHost) return next();
    throw new Problem(
      'forbidden',
      'Unknown host',
      `This exporter listens on ${listenHost} only and does not answer to the name "${name}".`,
    );
  };
}

/** How a request proved itself: by the token in its header, or by the console's cookie. */
function credential(request: Request): { readonly secret: string; readonly by: 'api' | 'console' } | null {
  const bearer = /^Bearer (.+)$/i.exec(request.headers.authorization ?? '')?.[1];
  if (bearer !== undefined) return { secret: bearer, by: 'api' };
  const cookie = cookieOf(request, TOKEN_COOKIE);
  return cookie === null ? null : { secret: cookie, by: 'console' };
}

/**
 * Lets through only requests with the token, from an origin that is this exporter's own or allowed. Sets
 * `response.locals.actor` for the audit. Grafana's `X-Grafana-Context` is no proof of who someone is, so it only adds
 * "Grafana, unverified".
 */
export function requireEditor(token: string, allowedOrigins: readonly string[]): RequestHandler {
  return (request, response, next) => {
    const origin = request.headers.origin;
    if (
      origin !== undefined &&
      origin !== `${request.protocol}://${request.headers.host}` &&
      !allowedOrigins.includes(origin)
    ) {
      throw new Problem('forbidden', 'Origin not allowed', `A page of ${origin} may not change anything here.`, [
        { path: 'Origin', value: origin, allowed: 'the exporter’s own origin or one of http.allowedOrigins' },
      ]);
    }
    const given = credential(request);
    if (given === null || !sameSecret(given.secret, token)) {
      throw new Problem(
        'unauthorized',
        'Token needed',
        given === null
          ? 'Whatever changes something needs "Authorization: Bearer <token>"; the token is in the file http.tokenFile. For the console, open the address that the exporter printed at its start.'
          : 'The token is not the one in http.tokenFile.',
      );
    }
    const grafana =
      request.headers['x-grafana-context'] !== undefined || request.headers['x-grafana-user'] !== undefined;
    response.locals['actor'] = grafana ? 'Grafana, unverified' : given.by;
    next();
  };
}
