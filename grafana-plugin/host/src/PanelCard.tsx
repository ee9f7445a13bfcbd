import {
  EventBusSrv,
  LoadingState,
  getDefaultTimeRange,
  type FieldConfigSource,
  type PanelPlugin,
  type PanelProps,
} from '@grafana/data';
import { PanelChrome } from '@grafana/ui';
import React, { useEffect, useRef, useState } from 'react';
import { PanelOptions, type OptionValues } from './PanelOptions';
import { PluginLoader } from './PluginLoader';

interface PanelCardProps {
  /** The panel's module inside the built plugin. */
  readonly path: string;
  readonly title: string;
  readonly heightPixels: number;
}

/** One panel in Grafana's panel frame, with its options above it. */
export function PanelCard({ path, title, heightPixels }: PanelCardProps) {
  const frame = useRef<HTMLDivElement>(null);
  const [width, setWidth] = useState(0);
  useEffect(() => {
    if (frame.current === null) {
      return;
    }
    const observer = new ResizeObserver(([entry]) => setWidth(Math.floor(entry?.contentRect.width ?? 0)));
    observer.observe(frame.current);
    return () => observer.disconnect();
  }, []);
  return (
    <div ref={frame}>
      {width > 0 && (
        <PluginLoader<PanelPlugin> path={path}>
          {(plugin) => <Panel plugin={plugin} title={title} width={width} height={heightPixels} />}
        </PluginLoader>
      )}
    </div>
  );
}

interface PanelBoxProps {
  readonly plugin: PanelPlugin;
  readonly title: string;
  readonly width: number;
  readonly height: number;
}

function Panel({ plugin, title, width, height }: PanelBoxProps) {
  const [options, setOptions] = useState<OptionValues>(() => ({ ...plugin.defaults }));
  const Component = plugin.panel;
  if (Component === null) {
    return null;
  }
  const timeRange = getDefaultTimeRange();
  const props: Omit<PanelProps<OptionValues>, 'width' | 'height'> = {
    id: 1,
    title,
    options,
    onOptionsChange: setOptions,
    timeRange,
    timeZone: 'browser',
    data: { state: LoadingState.Done, series: [], timeRange },
    transparent: false,
    renderCounter: 0,
    fieldConfig: { defaults: {}, overrides: [] } satisfies FieldConfigSource,
    onFieldConfigChange: () => undefined,
    replaceVariables: (text) => text,
    onChangeTimeRange: () => undefined,
    eventBus: new EventBusSrv(),
  };
  return (
    <>
      <PanelOptions plugin={plugin} values={options} onChange={setOptions} />
      <PanelChrome title={title} width={width} height={height}>
        {(innerWidth, innerHeight) => <Component {...props} width={innerWidth} height={innerHeight} />}
      </PanelChrome>
    </>
  );
}
