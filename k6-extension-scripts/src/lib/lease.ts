/** What the gate answers when a VU asks. */
export interface GateAnswer {
  /** Share of the generator's iterations that may work, 0–1. */
  readonly share: number;
  /** How long this answer may be relied on; 0 once the exporter no longer renews the gate's own lease. */
  readonly leaseSeconds: number;
  /** When to ask again, at the earliest. */
  readonly nextSeconds: number;
}

/** What one VU knows of the gate. Times in milliseconds since the epoch. */
export interface Lease {
  readonly share: number;
  readonly validUntilMs: number;
  readonly askAtMs: number;
  /** No attempt before this, so that a silent gate is not hammered. */
  readonly retryAtMs: number;
  /** Last time the gate answered, or the VU's first iteration. */
  readonly answeredAtMs: number;
}

/** A VU relies on an answer no longer than this, so that requests end soon after everything that could renew is gone. */
const LONGEST_LEASE_MS = 3000;
/** Time between two attempts while the gate is silent. */
const RETRY_MS = 250;
/** A generator whose gate has been silent for this long has lost its supervisor, and ends itself. */
const ORPHANED_AFTER_MS = 5000;

/** A VU that has not asked yet: nothing may work. */
export function unasked(nowMs: number): Lease {
  return { share: 0, validUntilMs: nowMs, askAtMs: nowMs, retryAtMs: nowMs, answeredAtMs: nowMs };
}

/** After an answer. Answers that are not finite numbers let nothing through. */
export function afterAnswer(answer: GateAnswer, nowMs: number): Lease {
  const share = Number.isFinite(answer.share) ? Math.min(1, Math.max(0, answer.share)) : 0;
  const leaseMs = Number.isFinite(answer.leaseSeconds) ? Math.max(0, answer.leaseSeconds * 1000) : 0;
  const nextMs = Number.isFinite(answer.nextSeconds) ? Math.max(0, answer.nextSeconds * 1000) : RETRY_MS;
  return {
    share: leaseMs > 0 ? share : 0,
    validUntilMs: nowMs + Math.min(leaseMs, LONGEST_LEASE_MS),
    askAtMs: nowMs + nextMs,
    retryAtMs: nowMs,
    answeredAtMs: nowMs,
  };
}

/** After an attempt that brought no answer: what was known holds until its lease ends. */
export function afterSilence(lease: Lease, nowMs: number): Lease {
  return { ...lease, askAtMs: nowMs + RETRY_MS, retryAtMs: nowMs + RETRY_MS };
}

/** Share of iterations that may work now; 0 when the lease has run out. */
export function shareAt(lease: Lease, nowMs: number): number {
  return nowMs < lease.validUntilMs ? lease.share : 0;
}

/**
 * Whether the VU should ask before this iteration: because it is time to, or because it would work but its lease has run
 * out (with so many VUs that each is told to ask less often than a lease lasts).
 *
 * @param wouldWork whether the iteration would work by the share last heard
 */
export function shouldAsk(lease: Lease, nowMs: number, wouldWork: boolean): boolean {
  if (nowMs >= lease.askAtMs) return true;
  return wouldWork && nowMs >= lease.validUntilMs && nowMs >= lease.retryAtMs;
}

/** Whether the gate has been silent for so long that nobody steers this generator any more. */
export function isOrphaned(lease: Lease, nowMs: number): boolean {
  return nowMs - lease.answeredAtMs > ORPHANED_AFTER_MS;
}
