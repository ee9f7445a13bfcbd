import { Alert } from '@grafana/ui';
import type { RunSummary } from '@loadstar/exporter/contract';
import React from 'react';
import { runDisplay } from './runDisplay';

const SEVERITIES: Readonly<Record<NonNullable<RunSummary['verdict']>, 'success' | 'error' | 'warning' | 'info'>> = {
  passed: 'success',
  failed: 'error',
  inconclusive: 'warning',
  aborted: 'info',
  error: 'error',
};

/** A finished run's verdict and its reason; and what is worth knowing about it. */
export function RunVerdict({ run }: { run: RunSummary }) {
  return (
    <>
      {run.verdict !== null && (
        <Alert severity={SEVERITIES[run.verdict]} title={`Verdict: ${runDisplay(run).text.toLowerCase()}`}>
          {run.reason ?? 'No reason was given.'}
        </Alert>
      )}
      {run.notices.map((notice) => (
        <Alert key={notice} severity="info" title={notice} />
      ))}
    </>
  );
}
