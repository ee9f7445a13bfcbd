import type { PanelProps } from '@grafana/data';
import { ScrollContainer } from '@grafana/ui';
import React from 'react';
import { requests } from '../../api/requests';
import { usePolled } from '../../api/usePolled';
import { EmptyHint } from '../../components/feedback/EmptyHint';
import { ProblemAlert } from '../../components/feedback/ProblemAlert';
import { SkeletonRows } from '../../components/feedback/SkeletonRows';
import { ForecastView } from '../../features/services/ForecastView';
import { CompressedClock } from '../../features/status/CompressedClock';
import type { ForecastPanelOptions } from './forecastPanelOptions';

/** Height that the clock and the legend take, in pixels. */
const CHROME_PIXELS = 60;

/** Past and forecast band of a chosen service and signal. */
export function ForecastPanel({ options, width, height }: PanelProps<ForecastPanelOptions>) {
  const status = usePolled(requests.status(), 5);
  const services = usePolled(options.service === '' ? requests.services() : null, 30);
  const service = options.service === '' ? services.data?.services[0]?.name : options.service;
  return (
    <div style={{ width, height }}>
      <ScrollContainer>
        {status.data !== null && <CompressedClock status={status.data} />}
        {service !== undefined ? (
          <ForecastView
            service={service}
            signal={options.signal}
            heightPixels={Math.max(80, height - CHROME_PIXELS)}
            status={status.data}
          />
        ) : services.problem !== null ? (
          <ProblemAlert problem={services.problem} />
        ) : services.data === null ? (
          <SkeletonRows rows={1} heightPixels={120} label="Loading services" />
        ) : (
          <EmptyHint title="No services yet">The exporter knows none; see its configuration and /-/ready.</EmptyHint>
        )}
      </ScrollContainer>
    </div>
  );
}
