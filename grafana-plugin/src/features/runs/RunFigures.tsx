import type { Run } from '@loadstar/exporter/contract';
import React from 'react';
import { Figure } from '../../components/Figure';
import { FigureList } from '../../components/FigureList';
import { formatSeconds } from '../../components/format/formatSeconds';
import { formatUnit } from '../../components/format/formatSignal';
import { elapsedSeconds } from './elapsedSeconds';

/** A run's figures: this second's while it runs, the whole run's in the end. */
export function RunFigures({ run }: { run: Run }) {
  const live = run.state !== 'finished';
  const last = run.series.at(-1);
  const latency = (value: number | null | undefined): string => (value == null ? '–' : formatUnit('s', value));
  const percentiles = live ? last : run.latency;
  return (
    <FigureList>
      {live && (
        <>
          <Figure label="Target" value={formatUnit('reqps', run.targetRequestsPerSecond)} />
          <Figure label="Actual" value={last === undefined ? '–' : formatUnit('reqps', last.actualRequestsPerSecond)} />
        </>
      )}
      <Figure label="p50" value={latency(percentiles?.p50Seconds)} />
      <Figure label="p95" value={latency(percentiles?.p95Seconds)} />
      <Figure label="p99" value={latency(percentiles?.p99Seconds)} />
      <Figure label="Requests" value={run.totals.requests.toLocaleString()} />
      <Figure label="Errors" value={run.totals.errors.toLocaleString()} />
      {run.totals.refused > 0 && <Figure label="Refused" value={run.totals.refused.toLocaleString()} />}
      {live && last !== undefined && <Figure label="VUs" value={String(last.vus)} />}
      <Figure
        label="Time"
        value={formatSeconds(elapsedSeconds(run))}
        note={`of ${formatSeconds(run.durationSeconds)}`}
      />
    </FigureList>
  );
}
