import { colorManipulator, type GrafanaTheme2 } from '@grafana/data';
import type uPlot from 'uplot';

/** Shades what lies before `beforeSeconds`, the part of the past that was produced and not measured. */
export function drawSynthetic(plot: uPlot, beforeSeconds: number | null, theme: GrafanaTheme2): void {
  const { left, top, width, height } = plot.bbox;
  if (beforeSeconds === null || width <= 0) {
    return;
  }
  const right = Math.min(plot.valToPos(beforeSeconds * 1000, 'x', true), left + width);
  if (!(right > left)) {
    return;
  }
  const context = plot.ctx;
  context.save();
  context.fillStyle = colorManipulator.alpha(theme.colors.text.secondary, 0.1);
  context.fillRect(left, top, right - left, height);
  context.fillStyle = theme.colors.text.secondary;
  context.font = `${11 * devicePixelRatio}px ${theme.typography.fontFamily}`;
  context.textBaseline = 'top';
  const label = 'synthetic past';
  if (context.measureText(label).width + 12 * devicePixelRatio < right - left) {
    context.fillText(label, left + 6 * devicePixelRatio, top + 4 * devicePixelRatio);
  }
  context.restore();
}

/** A dashed upright line at the present. */
export function drawNow(plot: uPlot, nowSeconds: number | null, theme: GrafanaTheme2): void {
  const { left, top, width, height } = plot.bbox;
  if (nowSeconds === null) {
    return;
  }
  const x = plot.valToPos(nowSeconds * 1000, 'x', true);
  if (!(x >= left && x <= left + width)) {
    return;
  }
  const context = plot.ctx;
  context.save();
  context.strokeStyle = theme.colors.text.secondary;
  context.lineWidth = devicePixelRatio;
  context.setLineDash([4 * devicePixelRatio, 4 * devicePixelRatio]);
  context.beginPath();
  context.moveTo(x, top);
  context.lineTo(x, top + height);
  context.stroke();
  context.restore();
}
