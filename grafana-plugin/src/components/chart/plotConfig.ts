import { FieldColorModeId, type GrafanaTheme2 } from '@grafana/data';
import { AxisPlacement, GraphDrawStyle, ScaleDirection, ScaleOrientation, VisibilityMode } from '@grafana/schema';
import { UPlotConfigBuilder } from '@grafana/ui';
import type uPlot from 'uplot';
import type { ChartData } from './chartData';
import { drawNow, drawSynthetic } from './marks';
import { chartOf } from './plotData';
import { compressedHours, hourSplits } from './timeAxis';

/** Room that a label such as "+12 h" wants, in CSS pixels. */
const HOUR_LABEL_PIXELS = 54;

/** What a plot's look depends on; the data come apart from it. */
export interface PlotLook {
  readonly theme: GrafanaTheme2;
  readonly timeZone: string;
  readonly formatValue: (value: number) => string;
  /** Seconds of a day where the clock is compressed: the axis then counts that clock's hours from now. */
  readonly secondsPerDay: number | null;
}

/** uPlot configuration for charts of this structure; `onCursor` hears which position is pointed at. */
export function plotConfig(
  structure: ChartData,
  look: PlotLook,
  onCursor: (index: number | null) => void,
): UPlotConfigBuilder {
  const { theme } = look;
  const config = new UPlotConfigBuilder(look.timeZone);
  addScales(config, structure.topAtLeast ?? 0);
  addTimeAxis(config, look);
  config.addAxis({
    scaleKey: 'y',
    theme,
    placement: AxisPlacement.Left,
    formatValue: (value: number) => look.formatValue(value),
  });
  addSeries(config, structure, theme);
  // Room for half of the last label of the time axis.
  config.setPadding([10, 26, 0, 0]);
  config.setCursor({ drag: { x: false, y: false }, focus: { prox: -1 }, y: false });
  config.addHook('drawClear', (plot: uPlot) => drawSynthetic(plot, chartOf(plot)?.syntheticBefore ?? null, theme));
  config.addHook('draw', (plot: uPlot) => drawNow(plot, chartOf(plot)?.now ?? null, theme));
  config.addHook('setCursor', (plot: uPlot) => onCursor(plot.cursor.idx ?? null));
  return config;
}

function addScales(config: UPlotConfigBuilder, topAtLeast: number): void {
  config.addScale({
    scaleKey: 'x',
    isTime: true,
    orientation: ScaleOrientation.Horizontal,
    direction: ScaleDirection.Right,
    range: (plot, min, max) => {
      const span = chartOf(plot)?.span;
      return span === undefined ? [min, max] : [span[0] * 1000, span[1] * 1000];
    },
  });
  config.addScale({
    scaleKey: 'y',
    orientation: ScaleOrientation.Vertical,
    direction: ScaleDirection.Up,
    softMin: 0,
    softMax: topAtLeast,
  });
}

function addTimeAxis(config: UPlotConfigBuilder, look: PlotLook): void {
  const { secondsPerDay, theme, timeZone } = look;
  const axis = { scaleKey: 'x', isTime: true, theme, timeZone, placement: AxisPlacement.Bottom };
  if (secondsPerDay === null) {
    config.addAxis(axis);
    return;
  }
  const nowMs = (plot: uPlot): number => (chartOf(plot)?.now ?? 0) * 1000;
  config.addAxis({
    ...axis,
    splits: (plot, _axis, min, max) =>
      hourSplits([min, max], nowMs(plot), secondsPerDay, plot.bbox.width / devicePixelRatio / HOUR_LABEL_PIXELS),
    values: (plot, splits) => splits.map((ms) => compressedHours(ms, nowMs(plot), secondsPerDay)),
  });
}

function addSeries(config: UPlotConfigBuilder, structure: ChartData, theme: GrafanaTheme2): void {
  const common = {
    scaleKey: 'y',
    theme,
    drawStyle: GraphDrawStyle.Line,
    showPoints: VisibilityMode.Never,
    spanNulls: false,
    colorMode: { id: FieldColorModeId.Fixed, name: 'Fixed', getCalculator: () => () => '' },
  } as const;
  structure.bands.forEach((band, index) => {
    for (let bound = 0; bound < 2; bound++) {
      config.addSeries({ ...common, lineColor: band.color, lineWidth: 0, pointSize: 1, pointsBuilder: false });
    }
    // Series 0 is time; a band is filled from its upper bound down to its lower.
    config.addBand({ series: [2 * index + 2, 2 * index + 1], fill: band.color });
  });
  for (const line of structure.lines) {
    config.addSeries({
      ...common,
      lineColor: line.color,
      lineWidth: line.widthPixels ?? 2,
      pointSize: 5,
      ...(line.dash === undefined ? {} : { lineStyle: { fill: 'dash', dash: line.dash } }),
    });
  }
}
