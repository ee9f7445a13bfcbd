import { Badge } from '@grafana/ui';
import type { RunSummary } from '@loadstar/exporter/contract';
import React from 'react';
import { runDisplay } from './runDisplay';

/** A run's state, or its verdict once it has one. */
export function RunBadge({ run }: { run: Pick<RunSummary, 'state' | 'verdict'> }) {
  const { text, color, icon } = runDisplay(run);
  return <Badge text={text} color={color} icon={icon} />;
}
