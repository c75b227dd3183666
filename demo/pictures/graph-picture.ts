/** One frame with the graph over it: as panels, as a single overlay, or as a tower of layers. */
import { checkScales, type Graph, linksOf, strengthOf } from './graph.ts';
import { allScales, panels, panelsSize } from './graph-panels.ts';
import { tower, towerLayout } from './graph-tower.ts';
import { legend, legendHeight } from './legend.ts';
import { heading, picture } from './svg.ts';
import { clockStrip } from './video-gif.ts';

export type GraphLayout = 'panels' | 'overlay' | 'tower';

export interface GraphPictureOptions extends Graph {
  /** Grey bytes [height, width] (64×64 when the sizes are left out). */
  readonly frame: Uint8Array;
  readonly height?: number;
  readonly width?: number;
  readonly title: string;
  readonly subtitle?: string;
  readonly layout?: GraphLayout;
  /** Light around the strongest messages (true when left out). */
  readonly glow?: boolean;
  /** All sizes the picture should be comparable over; this picture's own when left out. */
  readonly comparable?: readonly number[];
  /** Which of how many frames this is: drawn as a strip of ticks. */
  readonly clock?: { readonly frame: number; readonly frames: number };
}

const margin = 48;
const bodyTop = 132;
const widths = { overlay: 820, tower: 940 } as const;

export function graphPicture(options: GraphPictureOptions): string {
  const { layout = 'panels', title, subtitle = '', glow = true, clock } = options;
  const { frame: data, height: rows = 64, width: columns = 64, scales, nodes, edges } = options;
  if (data.length !== rows * columns)
    throw new Error(`frame: ${data.length} bytes are not ${rows}×${columns}`);
  checkScales(options);
  const links = linksOf(options);
  const strength = strengthOf(options.comparable ?? links.map(({ weight }) => weight), links.length);
  const frame = { data, height: rows, width: columns };
  const scene = { frame, scales, nodes, edges, links, strength, glow };

  const flat = panelsSize(scales.length);
  const inner = layout === 'panels' ? flat.width : widths[layout];
  const box = { x: margin, y: bodyTop, width: inner };
  const [body, tall] =
    layout === 'tower'
      ? [tower(scene, box), towerLayout(scales.length, box).height]
      : layout === 'overlay'
        ? [allScales(scene, { ...box, side: box.width }), box.width]
        : [panels(scene, box), flat.height];
  const bottom = bodyTop + tall + 52;
  return picture(
    inner + 2 * margin,
    bottom + legendHeight + (clock === undefined ? 0 : 14),
    title,
    heading({ x: margin, y: 66, width: inner }, title, subtitle),
    body,
    legend(margin, bottom, box.width, links, strength),
    clock === undefined ? '' : clockStrip(margin, bottom + 34, box.width, clock.frame, clock.frames),
  );
}
