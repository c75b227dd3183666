import { describe, expect, it } from 'vitest';
import { ioError, quote, renderIoError, showShape, withPath } from './error.ts';

describe('renderIoError', () => {
  it('is one line with the path', () => {
    const error = withPath('dir/model.safetensors')(
      ioError('BadTensor', 'tensor "w": too small', { tensor: 'w' }),
    );
    expect(error).toEqual({
      _tag: 'BadTensor',
      message: 'tensor "w": too small',
      tensor: 'w',
      path: 'dir/model.safetensors',
    });
    expect(renderIoError(error)).toBe('dir/model.safetensors: tensor "w": too small');
    expect(renderIoError({ ...error, path: 'a\nb' })).not.toContain('\n');
  });
});

describe('quote', () => {
  it('keeps text on one line and short', () => {
    expect(quote('a\nb\u2028c\u0085')).toBe('"a\\nb\\u2028c\\u0085"');
    expect(quote('x'.repeat(1000)).length).toBeLessThan(70);
  });
});

describe('showShape', () => {
  it('cuts long shapes', () => {
    expect(showShape([2, 3])).toBe('[2, 3]');
    expect(showShape(new Array(1000).fill(1))).toContain('(1000 axes)');
  });
});
