import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { colour, inkOn, luminance, type Rgb, ramp } from './theme.ts';

describe('inkOn', () => {
  const channels = (hex: string): Rgb => {
    const value = Number.parseInt(hex.slice(1), 16);
    return [value >> 16, (value >> 8) & 255, value & 255];
  };

  it('can be read on every colour of the ramp', () => {
    expect([luminance([0, 0, 0]), luminance([255, 255, 255])]).toEqual([0, 1]);
    fc.assert(
      fc.property(fc.double({ min: 0, max: 1, noNaN: true }), (t) => {
        const [ink, ground] = [luminance(channels(inkOn(ramp(t)))), luminance(ramp(t))];
        const contrast = (Math.max(ink, ground) + 0.05) / (Math.min(ink, ground) + 0.05);
        expect(contrast).toBeGreaterThan(4);
      }),
    );
    expect([inkOn(ramp(0)), inkOn(ramp(1))]).toEqual([colour.text, colour.ground]);
  });
});
