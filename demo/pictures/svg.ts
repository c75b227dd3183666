/** A few functions that write SVG. Every attribute and every text passes through `escapeXml`. */
import { colour, family } from './theme.ts';

export type Attributes = Readonly<Record<string, string | number | undefined>>;

export interface Point {
  readonly x: number;
  readonly y: number;
}

export interface TextStyle {
  readonly size?: number;
  readonly fill?: string;
  readonly anchor?: 'start' | 'middle' | 'end';
  readonly bold?: boolean;
  readonly mono?: boolean;
}

const entities: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&apos;',
};

export const escapeXml = (text: string): string => text.replace(/[&<>"']/g, (sign) => entities[sign] ?? sign);

/** Two decimals are enough for a picture, and keep the file small. */
export const num = (value: number): string => String(Math.round(value * 100) / 100);

export function el(name: string, attributes: Attributes, ...children: readonly string[]): string {
  const written = Object.entries(attributes)
    .filter(([, value]) => value !== undefined)
    .map(([key, value]) => ` ${key}="${typeof value === 'number' ? num(value) : escapeXml(String(value))}"`)
    .join('');
  return children.length === 0 ? `<${name}${written}/>` : `<${name}${written}>${children.join('')}</${name}>`;
}

export const group = (attributes: Attributes, ...children: readonly string[]): string =>
  el('g', attributes, ...children, '');

export const text = (x: number, y: number, content: string, style: TextStyle = {}): string =>
  el(
    'text',
    {
      x,
      y,
      'font-family': style.mono === true ? family.mono : family.sans,
      'font-size': style.size ?? 14,
      'font-weight': style.bold === true ? 700 : undefined,
      fill: style.fill ?? colour.text,
      'text-anchor': style.anchor,
    },
    escapeXml(content),
  );

/** The width of a line set in DejaVu Sans, to a few per cent. */
export function textWidth(content: string, size: number, bold = false): number {
  const ems = [...content].reduce((sum, sign) => sum + advance(sign), 0);
  return ems * size * (bold ? 1.12 : 1);
}

/** Advance of a sign in ems: DejaVu Sans has few distinct widths. */
const advance = (sign: string): number => advances.find(([signs]) => signs.test(sign))?.[1] ?? 0.62;

const advances: readonly (readonly [RegExp, number])[] = [
  [/[ilj]/, 0.28],
  [/[ .,|]/, 0.32],
  [/[ftrI:;!'()[\]/-]/, 0.4],
  [/[mMW@%]/, 0.95],
  [/[A-Z&w→×]/, 0.78],
];

/** Breaks a text at spaces into lines no wider than `width` (a longer word keeps its own line). */
export function wrap(content: string, width: number, size: number, bold = false): readonly string[] {
  const lines: string[] = [];
  for (const word of content.split(' ')) {
    const joined = `${lines.at(-1) ?? ''} ${word}`.trim();
    const fits = lines.length > 0 && textWidth(joined, size, bold) <= width;
    lines.splice(fits ? -1 : lines.length, 1, fits ? joined : word);
  }
  return lines;
}

export const path = (points: readonly Point[]): string =>
  points.map(({ x, y }, i) => `${i === 0 ? 'M' : 'L'}${num(x)} ${num(y)}`).join('');

export const polygon = (points: readonly Point[]): string => `${path(points)}Z`;

/** A whole picture: the ground, an accessible title, and the body. */
export const picture = (width: number, height: number, title: string, ...body: readonly string[]): string =>
  el(
    'svg',
    {
      xmlns: 'http://www.w3.org/2000/svg',
      viewBox: `0 0 ${num(width)} ${num(height)}`,
      width,
      height,
      role: 'img',
    },
    el('title', {}, escapeXml(title)),
    el('rect', { width, height, fill: colour.ground }),
    ...body,
  );

/** The largest size up to `size` at which a line is no wider than `width`. */
export const fitted = (line: string, width: number, size: number, bold = false): number =>
  size * Math.min(1, width / Math.max(1, textWidth(line, size, bold)));

/** The head of a picture: a title and, under it, one muted line; both shrink to stay within the width. */
export function heading(at: Point & { readonly width: number }, title: string, subtitle = ''): string {
  return (
    text(at.x, at.y, title, { size: fitted(title, at.width, 28, true), bold: true }) +
    (subtitle === ''
      ? ''
      : text(at.x, at.y + 30, subtitle, { size: fitted(subtitle, at.width, 15), fill: colour.muted }))
  );
}
