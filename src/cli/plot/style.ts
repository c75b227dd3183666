import type { TopLevelSpec } from 'vega-lite';

/** The wider font comes first: what has room for DejaVu has room for the others. */
const font = "'DejaVu Sans', Verdana, sans-serif";

const ink = '#1a1a1a';

/** Type and lines of every picture: dark on white, as papers print it. */
export const config: NonNullable<TopLevelSpec['config']> = {
  font,
  aria: false,
  view: { stroke: null },
  axis: {
    labelColor: ink,
    labelFontSize: 12,
    titleColor: ink,
    titleFontSize: 13,
    titleFontWeight: 'normal',
    titlePadding: 10,
    gridColor: '#e6e6e6',
    domainColor: '#8c8c8c',
    tickColor: '#8c8c8c',
  },
  legend: {
    labelColor: ink,
    labelFontSize: 12,
    titleColor: ink,
    titleFontSize: 13,
    titleFontWeight: 'normal',
  },
  title: { color: ink, fontSize: 14, fontWeight: 'normal', anchor: 'start', subtitleColor: '#595959' },
};

/** Okabe and Ito (2008), without yellow, which white swallows: colours that colour-blind readers can tell apart. */
const qualitative: readonly string[] = [
  '#0072b2',
  '#d55e00',
  '#009e73',
  '#cc79a7',
  '#e69f00',
  '#56b4e9',
  '#000000',
];

/** Dark to light, so that many runs at least come in order: stops of viridis, without the palest. */
const sequential: readonly string[] = ['#440154', '#414487', '#2a788e', '#22a884', '#7ad151', '#bddf26'];

const channels = (hex: string): readonly number[] =>
  [1, 3, 5].map((i) => Number.parseInt(hex.slice(i, i + 2), 16));

/** The colour at t ∈ [0, 1] on the way through the stops. */
const between = (stops: readonly string[], t: number): string => {
  const at = t * (stops.length - 1);
  const low = Math.min(Math.floor(at), stops.length - 2);
  const [from, to] = [channels(stops[low] ?? '#000000'), channels(stops[low + 1] ?? '#000000')];
  const mixed = from.map((channel, i) => Math.round(channel + ((to[i] ?? 0) - channel) * (at - low)));
  return `#${mixed.map((channel) => channel.toString(16).padStart(2, '0')).join('')}`;
};

/** One colour for each of n runs, all different. */
export const runColours = (n: number): readonly string[] =>
  n <= qualitative.length
    ? qualitative.slice(0, n)
    : Array.from({ length: n }, (_, i) => between(sequential, i / (n - 1)));

/** How the lines of one kind are drawn. */
export interface LineStyle {
  readonly dash: readonly number[];
  readonly shape: string;
}

const dashes = [
  [10, 3],
  [2, 2],
  [10, 3, 2, 3],
  [6, 2, 2, 2, 2, 2],
] as const;
const shapes = ['circle', 'square', 'triangle-up', 'diamond'] as const;

/** The style of the n-th set of evaluation: dashes, and a shape for what was measured. Many sets share styles. */
export const setStyle = (n: number): LineStyle => ({
  dash: dashes[n % dashes.length] ?? [],
  shape: shapes[n % shapes.length] ?? 'circle',
});

/**
 * A name as it may stand in a picture: XML knows no control characters, a line has an end, and of a long name the end says most.
 */
export const label = (name: string, most = 60): string => {
  const clean = [...name].map((sign) =>
    /[\p{Cc}\p{Cs}\p{Co}\p{Cn}\p{Zl}\p{Zp}]/u.test(sign) ? '\ufffd' : sign,
  );
  return clean.length <= most ? clean.join('') : `…${clean.slice(1 - most).join('')}`;
};
