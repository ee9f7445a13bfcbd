import { readFileSync } from 'node:fs';
import type { PrometheusSourceConfig, TlsConfig } from '../../config/sections/prometheusSource.ts';
import { Problem } from '../../core/problem.ts';

function readSecret(file: string, field: string): Buffer {
  try {
    return readFileSync(file);
  } catch (error) {
    const code = (error as NodeJS.ErrnoException).code ?? 'unknown error';
    throw new Problem('unavailable', 'A secret cannot be read', `${field}: ${file} cannot be read (${code})`, [
      { path: field, value: file, allowed: 'a file that the exporter may read' },
    ]);
  }
}

/**
 * The Authorization header, empty where none is configured. Read from its file at each request, so that rotated tokens
 * are taken up, and kept nowhere.
 */
export function authorization(config: PrometheusSourceConfig): Record<string, string> {
  const { basicAuth, bearerTokenFile } = config;
  if (bearerTokenFile !== undefined) {
    return { authorization: `Bearer ${readSecret(bearerTokenFile, 'bearerTokenFile').toString('utf8').trim()}` };
  }
  if (basicAuth === undefined) return {};
  const password = readSecret(basicAuth.passwordFile, 'basicAuth.passwordFile')
    .toString('utf8')
    .replace(/\r?\n$/, '');
  return { authorization: `Basic ${Buffer.from(`${basicAuth.username}:${password}`).toString('base64')}` };
}

/** What node:https is told of certificates. Files are read once, when the source first connects. */
export function tlsOptions(tls: TlsConfig | undefined): Record<string, unknown> {
  if (tls === undefined) return {};
  return {
    rejectUnauthorized: !tls.insecureSkipVerify,
    ...(tls.caFile !== undefined && { ca: readSecret(tls.caFile, 'tls.caFile') }),
    ...(tls.certFile !== undefined && { cert: readSecret(tls.certFile, 'tls.certFile') }),
    ...(tls.keyFile !== undefined && { key: readSecret(tls.keyFile, 'tls.keyFile') }),
    ...(tls.serverName !== undefined && { servername: tls.serverName }),
  };
}
