import { decode } from 'fast-png';
import { describe, expect, it } from 'vitest';
import { contactSheet } from './contact-sheet.ts';
import { count, graphOf, squareVideo } from './fixtures.ts';
import { graphGif, graphStills } from './graph-gif.ts';
import { svgToPng } from './raster.ts';
import { videoGif, videoStill } from './video-gif.ts';

/** Every frame of a GIF starts with a graphic control extension: 21 F9 04. */
const gifFrames = (bytes: Uint8Array): number =>
  bytes.reduce(
    (found, byte, i) => found + Number(byte === 0x21 && bytes[i + 1] === 0xf9 && bytes[i + 2] === 4),
    0,
  );

const gifSize = (bytes: Uint8Array): readonly (number | undefined)[] => [
  (bytes[6] ?? 0) + 256 * (bytes[7] ?? 0),
  (bytes[8] ?? 0) + 256 * (bytes[9] ?? 0),
];

describe('contactSheet', () => {
  it('has an image for each frame, a box for each frame of the pair, and a path for each digit', () => {
    const svg = contactSheet([squareVideo(5), squareVideo(3, 'shorter')]);
    expect(count(svg, '<image')).toBe(8);
    expect(count(svg, 'class="pair"')).toBe(8);
    expect(count(svg, 'class="track"')).toBe(4);
  });

  it('can leave the boxes out, and draws videos without tracks', () => {
    expect(contactSheet([squareVideo(5)], { boxes: false })).not.toContain('class="pair"');
    const { digits: _, ...plain } = squareVideo(5);
    expect(contactSheet([plain])).not.toContain('paths');
  });

  it('escapes labels and titles', () => {
    const svg = contactSheet([squareVideo(2, '<3 & 7>')], { title: '"A" & <B>' });
    expect(svg).toContain('&lt;3 &amp; 7&gt;');
    expect(svg).toContain('&quot;A&quot; &amp; &lt;B&gt;');
  });

  it('names the video whose bytes are not whole frames', () => {
    const video = { ...squareVideo(2, 'broken'), frames: new Uint8Array(100) };
    expect(() => contactSheet([video])).toThrow(/“broken”: 100 bytes are not whole frames of 16×16/);
  });
});

describe('svgToPng', () => {
  it('decodes, at the width asked for', () => {
    const { width, height } = decode(svgToPng(contactSheet([squareVideo(4)]), 300));
    expect(width).toBe(300);
    expect(height).toBeGreaterThan(50);
  });

  it('keeps pixels square and writes text', () => {
    const video = { ...squareVideo(1, ''), digits: [] };
    const { data, width, channels } = decode(svgToPng(videoStill([video], 0, { scale: 8 })));
    const at = (x: number, y: number) => data[(y * width + x) * channels];
    // The square's last column is pixel 3: full white up to its edge at 24 + 8·4, full black behind it.
    expect(at(24 + 31, 24 + 48)).toBe(255);
    expect(at(24 + 33, 24 + 48)).toBe(0);
    const written = svgToPng(videoStill([squareVideo(1, 'words')], 0));
    const silent = svgToPng(videoStill([squareVideo(1, '\u200b')], 0));
    expect(written).not.toEqual(silent);
  });
});

describe('videoGif', () => {
  it('has T frames, of the longest video', () => {
    const gif = videoGif([squareVideo(4), squareVideo(6, 'longer')], { scale: 2 });
    expect(String.fromCharCode(...gif.subarray(0, 6))).toBe('GIF89a');
    expect(gif.at(-1)).toBe(0x3b);
    expect(gifFrames(gif)).toBe(6);
    expect(gifSize(gif)[0]).toBe(24 + 32 + 20 + 32 + 24);
  });
});

describe('graphGif', () => {
  const { edges, ...graph } = graphOf([1, 2], () => 0);
  const sizes = Array.from({ length: 3 }, (_, t) => edges.map((_, e) => t * e));
  const options = { ...graph, edges, sizes, video: squareVideo(3), title: 'moving' };

  it('has T frames at the width asked for', () => {
    const gif = graphGif({ ...options, pixels: 200 });
    expect(gifFrames(gif)).toBe(3);
    expect(gifSize(gif)[0]).toBe(200);
  });

  it('draws the same size equally wide in every frame', () => {
    const line = /stroke-width="([\d.]+)" stroke-linecap/g;
    const widths = graphStills(options).map((svg) => [...svg.matchAll(line)].map(([, w]) => Number(w)));
    const zeroes = widths.map((all) => Math.min(...all));
    expect(new Set(zeroes).size).toBe(1);
  });

  it('refuses sizes that do not fit', () => {
    expect(() => graphGif({ ...options, sizes: sizes.slice(1) })).toThrow(/there are 2 steps; expected 3/);
    expect(() => graphGif({ ...options, sizes: [[], ...sizes.slice(1)] })).toThrow(/step 0 has 0 sizes/);
  });
});
