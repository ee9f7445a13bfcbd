import { useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { RunColors } from './runChartSet';

/** The theme's colours for a run's charts; the same object until the theme changes. */
export function useRunColors(): RunColors {
  const theme = useTheme2();
  return useMemo(() => {
    const color = (name: string): string => theme.visualization.getColorByName(name);
    return {
      target: color('blue'),
      actual: color('green'),
      errors: color('red'),
      refused: color('purple'),
      dropped: color('orange'),
      p50: color('green'),
      p95: color('yellow'),
      p99: color('red'),
    };
  }, [theme]);
}
