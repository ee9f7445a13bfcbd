import { Badge, Tooltip } from '@grafana/ui';
import type { Service } from '@loadstar/exporter/contract';
import React from 'react';
import { anomalyDisplay } from './anomalyDisplay';

/** The detector's state and score of a service, with the reason behind it. */
export function AnomalyBadge({ anomaly }: { anomaly: Service['anomaly'] }) {
  const display = anomalyDisplay(anomaly);
  return (
    <Tooltip content={display.explanation}>
      <span tabIndex={0} aria-label={`${display.text}. ${display.explanation}`}>
        <Badge color={display.color} icon={display.icon} text={display.text} />
      </span>
    </Tooltip>
  );
}
