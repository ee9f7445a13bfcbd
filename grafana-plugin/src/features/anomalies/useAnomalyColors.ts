import { useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { AnomalyColors } from './anomalyChart';

/** The theme's colours for anomalies; the same object until the theme changes. */
export function useAnomalyColors(): AnomalyColors {
  const theme = useTheme2();
  return useMemo(() => {
    const color = (name: string): string => theme.visualization.getColorByName(name);
    return {
      score: color('purple'),
      threshold: color('red'),
      share: color('purple'),
      normal: color('green'),
      anomalous: color('red'),
    };
  }, [theme]);
}
