/** Whether a preset is given as a path rather than by the name of one that comes along. */
export function presetPath(preset: string): boolean {
  return /\.ya?ml$/i.test(preset) || /[\\/]/.test(preset);
}
