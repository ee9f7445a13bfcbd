/** What is checked of a connection, in this order; each rests on those before it. */
export const CHECKS = ['Address', 'Version', 'Token', 'Readiness'] as const;
export type CheckName = (typeof CHECKS)[number];

/** What came out of one check. */
export interface ConnectionCheck {
  readonly name: CheckName;
  /** A warning does not keep Loadstar from being used; what rests on a failed check is skipped. */
  readonly state: 'passed' | 'warning' | 'failed' | 'skipped';
  readonly text: string;
  /** Particulars, one a line. */
  readonly reasons?: readonly string[];
  /** What to do about it. */
  readonly hint?: string;
}
