import { colorManipulator } from '@grafana/data';
import { useTheme2 } from '@grafana/ui';
import { useMemo } from 'react';
import type { ForecastColors } from './forecastChart';

/** The theme's colours for forecast charts; the same object until the theme changes. */
export function useForecastColors(): ForecastColors {
  const theme = useTheme2();
  return useMemo(() => {
    const forecast = theme.visualization.getColorByName('blue');
    return {
      measured: theme.visualization.getColorByName('green'),
      median: forecast,
      outer: colorManipulator.alpha(forecast, 0.18),
      inner: colorManipulator.alpha(forecast, 0.28),
      limit: theme.visualization.getColorByName('red'),
    };
  }, [theme]);
}
