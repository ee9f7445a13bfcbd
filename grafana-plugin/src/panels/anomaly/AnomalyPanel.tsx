import type { PanelProps } from '@grafana/data';
import React from 'react';
import { AnomalyView } from '../../features/anomalies/AnomalyView';
import { ServicePanel } from '../ServicePanel';
import type { AnomalyPanelOptions } from './anomalyPanelOptions';

/** Height that the clock, the state, the legend and the bars take, in pixels. */
const CHROME_PIXELS = 300;

/** Whether a chosen service behaves, and what makes it stand out. */
export function AnomalyPanel({ options, width, height }: PanelProps<AnomalyPanelOptions>) {
  return (
    <ServicePanel service={options.service} width={width} height={height}>
      {(service, status) => (
        <AnomalyView service={service} heightPixels={Math.max(100, height - CHROME_PIXELS)} status={status} />
      )}
    </ServicePanel>
  );
}
