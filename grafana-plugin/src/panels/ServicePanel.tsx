import type { PanelProps } from '@grafana/data';
import { ScrollContainer } from '@grafana/ui';
import type { Status } from '@loadstar/exporter/contract';
import React, { type ReactNode } from 'react';
import { requests } from '../api/requests';
import { usePolled } from '../api/usePolled';
import { EmptyHint } from '../components/feedback/EmptyHint';
import { ProblemAlert } from '../components/feedback/ProblemAlert';
import { SkeletonRows } from '../components/feedback/SkeletonRows';
import { CompressedClock } from '../features/status/CompressedClock';

interface ServicePanelProps extends Pick<PanelProps, 'width' | 'height'> {
  /** Name of a service; empty shows the first that the exporter knows. */
  readonly service: string;
  readonly children: (service: string, status: Status | null) => ReactNode;
}

/** A panel about one service: the clock, then what `children` makes of the service; says so where there is none. */
export function ServicePanel({ service: chosen, width, height, children }: ServicePanelProps) {
  const status = usePolled(requests.status(), 5);
  const services = usePolled(chosen === '' ? requests.services() : null, 30);
  const service = chosen === '' ? services.data?.services[0]?.name : chosen;
  return (
    <div style={{ width, height }}>
      <ScrollContainer>
        {status.data !== null && <CompressedClock status={status.data} />}
        {service !== undefined ? (
          children(service, status.data)
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
