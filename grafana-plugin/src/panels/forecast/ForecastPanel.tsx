import type { PanelProps } from '@grafana/data';
import React from 'react';
import { ForecastView } from '../../features/services/ForecastView';
import { ServicePanel } from '../ServicePanel';
import type { ForecastPanelOptions } from './forecastPanelOptions';

/** Height that the clock and the legend take, in pixels. */
const CHROME_PIXELS = 60;

/** Past and forecast band of a chosen service and signal. */
export function ForecastPanel({ options, width, height }: PanelProps<ForecastPanelOptions>) {
  return (
    <ServicePanel service={options.service} width={width} height={height}>
      {(service, status) => (
        <ForecastView
          service={service}
          signal={options.signal}
          heightPixels={Math.max(80, height - CHROME_PIXELS)}
          status={status}
        />
      )}
    </ServicePanel>
  );
}
