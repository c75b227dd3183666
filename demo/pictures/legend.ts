/** What the colours and line widths of a graph picture mean. */
import { type Link, readable, type Strength } from './graph.ts';
import { el, group, text, textWidth } from './svg.ts';
import { colour } from './theme.ts';

export const legendHeight = 44;

interface Entry {
  readonly width: number;
  readonly draw: (x: number) => string;
}

const sampleWidth = 34;

/** A row: the two colours with their edge counts, message sizes with their lines, and the strongest message. */
export function legend(
  x: number,
  y: number,
  width: number,
  links: readonly Link[],
  strength: Strength,
): string {
  const within = links.filter((link) => link.within).length;
  const kinds = [
    { tint: colour.amber, name: 'within a scale', count: within },
    { tint: colour.cyan, name: 'across scales', count: links.length - within },
  ].filter(({ count }) => count > 0);
  const sizes = sizesOf(strength).map((size) =>
    sample(y, readable(size), colour.text, strength.width(size), strength.opacity(size)),
  );
  const entries = [
    row(
      kinds.map(({ tint, name, count }) => sample(y, `${name} · ${count}`, tint, 3, 1)),
      26,
    ),
    ...(links.length === 0 ? [] : [row([words(y, 'message size', colour.muted), ...sizes], 16)]),
    words(y, strongest(links), colour.text),
  ];
  const used = entries.reduce((sum, entry) => sum + entry.width, 0);
  const whole = row(entries, Math.max(26, (width - used) / Math.max(1, entries.length - 1)));
  const shrink = Math.min(1, width / whole.width);
  return group(
    { class: 'legend', transform: `translate(${x} ${y * (1 - shrink)}) scale(${shrink})` },
    whole.draw(0),
  );
}

/** Entries side by side, as one entry. */
const row = (entries: readonly Entry[], gap: number): Entry => {
  const offset = (i: number): number =>
    entries.slice(0, i).reduce((sum, entry) => sum + entry.width + gap, 0);
  return {
    width: offset(entries.length) - gap,
    draw: (x) => entries.map(({ draw }, i) => draw(x + offset(i))).join(''),
  };
};

const sizesOf = ({ low, high }: Strength): readonly number[] =>
  low === high ? [high] : [low, (low + high) / 2, high];

const style = { size: 14, fill: colour.muted } as const;

const sample = (y: number, label: string, tint: string, width: number, opacity: number): Entry => ({
  width: sampleWidth + 9 + textWidth(label, style.size),
  draw: (x) =>
    el('line', {
      x1: x,
      y1: y,
      x2: x + sampleWidth,
      y2: y,
      stroke: tint,
      'stroke-width': width,
      'stroke-linecap': 'round',
      opacity: Math.max(opacity, 0.4),
    }) + text(x + sampleWidth + 9, y + 5, label, style),
});

const words = (y: number, label: string, fill: string): Entry => ({
  width: textWidth(label, style.size),
  draw: (x) => text(x, y + 5, label, { ...style, fill }),
});

/** The strongest message by its name, unless several are equally strong. */
function strongest(links: readonly Link[]): string {
  const most = links.reduce((top, { weight }) => Math.max(top, weight), 0);
  const [first, second] = links.filter(({ weight }) => weight === most);
  if (first === undefined) return 'no messages';
  return second === undefined ? `strongest ${first.from} → ${first.to}` : 'several equally strong';
}

const pairLabel = 'the pair that moves together';
export const pairLegendWidth = 280;

/** What a box in amber means, at the right end of a picture's head. */
export const pairLegend = (right: number): string => {
  const x = right - textWidth(pairLabel, 14);
  return (
    el('rect', {
      x: x - 26,
      y: 54,
      width: 14,
      height: 14,
      rx: 3,
      fill: 'none',
      stroke: colour.amber,
      'stroke-width': 2,
    }) + text(x, 66, pairLabel, { size: 14, fill: colour.muted })
  );
};
