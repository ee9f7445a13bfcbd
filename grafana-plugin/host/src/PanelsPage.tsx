import { css } from '@emotion/css';
import type { GrafanaTheme2 } from '@grafana/data';
import { PluginPage } from '@grafana/runtime';
import { useStyles2 } from '@grafana/ui';
import React from 'react';
import { PanelCard } from './PanelCard';

/** All panels as a dashboard would show them, each with its options. */
export function PanelsPage() {
  const styles = useStyles2(getStyles);
  return (
    <PluginPage subTitle="The panels as they stand in a Grafana dashboard, each with its options.">
      <div className={styles.grid}>
        <PanelCard path="panels/forecast/module.js" title="Loadstar forecast" heightPixels={540} />
        <PanelCard path="panels/anomaly/module.js" title="Loadstar anomaly" heightPixels={540} />
        <PanelCard path="panels/test/module.js" title="Loadstar test" heightPixels={520} />
      </div>
    </PluginPage>
  );
}

const getStyles = (theme: GrafanaTheme2) => ({
  grid: css({
    display: 'grid',
    gridTemplateColumns: 'repeat(auto-fit, minmax(min(100%, 560px), 1fr))',
    gap: theme.spacing(2),
    alignItems: 'start',
  }),
});
