import { createRequire } from 'node:module';
import type { TopLevelSpec } from 'vega-lite';
import { textWidth } from './text-width.ts';

declare module 'vega' {
  /** How vega measures text; its types leave it out. Renderers other than a canvas may put their own in its place. */
  export const textMetrics: {
    width: (
      item: { readonly fontSize?: number; readonly limit?: number },
      text: string | undefined,
    ) => number;
  };
}

/** What vega knows and vega-lite has no word for: legends stand below each other, on the left. */
const vegaConfig = {
  legend: { layout: { top: { direction: 'vertical', anchor: 'start', margin: 6 } } },
} as const;

/**
 * Draws a picture: SVG text. The plotting packages are loaded by the first that is drawn.
 *
 * @throws (rejects) Error for a specification that vega-lite does not take: a mistake of the program
 */
export const drawSvg = async (spec: TopLevelSpec): Promise<string> => {
  const [{ View, parse, textMetrics, resetSVGDefIds, Error: onlyErrors }, { compile }] = await Promise.all([
    import('vega'),
    import('vega-lite'),
  ]);
  // By itself vega takes the widest guess, or measures with whatever fonts there are where the package `canvas` happens to be.
  textMetrics.width = ({ fontSize = 11, limit = 0 }, text = '') =>
    Math.min(textWidth(text, fontSize), limit > 0 ? limit : Number.POSITIVE_INFINITY);
  const view = new View(parse(compile(spec).spec, vegaConfig), { renderer: 'none', logLevel: onlyErrors });
  try {
    // Names of gradients and clips are numbered from 0 again: drawn twice, a picture is the same.
    resetSVGDefIds();
    return await view.toSVG();
  } finally {
    view.finalize();
  }
};

const fonts = ['DejaVuSans', 'DejaVuSans-Bold'];

/** PNG bytes of an SVG, twice as large, for screens and for print. With fonts of our own: the same on every machine. */
export const pngOf = async (svg: string): Promise<Uint8Array> => {
  const { Resvg } = await import('@resvg/resvg-js');
  const { resolve } = createRequire(import.meta.url);
  const image = new Resvg(svg, {
    font: {
      loadSystemFonts: false,
      fontFiles: fonts.map((name) => resolve(`dejavu-fonts-ttf/ttf/${name}.ttf`)),
      defaultFontFamily: 'DejaVu Sans',
    },
    fitTo: { mode: 'zoom', value: 2 },
  });
  return new Uint8Array(image.render().asPng());
};
