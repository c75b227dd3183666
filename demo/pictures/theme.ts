/** Colours and type of every picture: one dark theme, two accents that colour-blind readers can tell apart. */
export const colour = {
  ground: '#0b0e14',
  panel: '#121723',
  hairline: '#29324a',
  text: '#edf0f7',
  muted: '#9aa5bd',
  faint: '#5f6b86',
  /** What the frame is bright in, on a grid's cells. */
  light: '#b9c8ee',
  /** Messages within a scale; the pair that moves together. */
  amber: '#ffb454',
  /** Messages across scales. */
  cyan: '#53c7f5',
} as const;

export const family = {
  sans: "'DejaVu Sans', Verdana, sans-serif",
  mono: "'DejaVu Sans Mono', Menlo, Consolas, monospace",
} as const;

export type Rgb = readonly [number, number, number];

const ink: Rgb = [18, 23, 35];
/** Dark to light in lightness as well as in hue, so that the ramp survives a grey print. */
const stops: readonly Rgb[] = [
  ink,
  [43, 47, 119],
  [123, 45, 139],
  [224, 82, 111],
  [255, 180, 84],
  [255, 246, 214],
];

/** The sequential ramp at t ∈ [0, 1]; values outside are clamped. */
export function ramp(t: number): Rgb {
  const at = Math.min(Math.max(t, 0), 1) * (stops.length - 1);
  const index = Math.min(Math.floor(at), stops.length - 2);
  const [low, high] = [stops[index] ?? ink, stops[index + 1] ?? ink];
  const between = (a: number, b: number): number => Math.round(a + (b - a) * (at - index));
  return [between(low[0], high[0]), between(low[1], high[1]), between(low[2], high[2])];
}

export const css = (rgb: Rgb): string => `rgb(${rgb.join()})`;

/** Relative luminance as WCAG defines it, 0 to 1. */
export const luminance = (rgb: Rgb): number => {
  const [red, green, blue] = rgb.map((byte) =>
    byte <= 10 ? byte / 3294.6 : ((byte / 255 + 0.055) / 1.055) ** 2.4,
  );
  return 0.2126 * (red ?? 0) + 0.7152 * (green ?? 0) + 0.0722 * (blue ?? 0);
};

/** What to write in on a colour: of the ground's ink and the text's, the one that stands out more. */
export const inkOn = (rgb: Rgb): string => (luminance(rgb) > 0.175 ? colour.ground : colour.text);
