/** A context of WebGL2 of our own: who draws there, how large textures may be, what went wrong. */

export interface WebGl2 {
  readonly context: WebGL2RenderingContext;
  /** What the driver calls itself. */
  readonly renderer: string;
  /** The most texels of one texture. */
  readonly mostTexels: number;
  /** Errors since this was last asked. */
  readonly complaints: () => readonly string[];
}

const names = {
  INVALID_ENUM: 'an argument that is none',
  INVALID_VALUE: 'a value out of range',
  INVALID_OPERATION: 'a call out of place',
  INVALID_FRAMEBUFFER_OPERATION: 'a texture that can not be drawn into',
  OUT_OF_MEMORY: 'out of memory',
  CONTEXT_LOST_WEBGL: 'the context was lost',
} as const;

const isName = (name: string): name is keyof typeof names => name in names;

/** All errors that are pending, in words. */
const errorsOf = (gl: WebGL2RenderingContext): readonly string[] => {
  const found: string[] = [];
  // A context keeps one error of each kind at most.
  for (let i = 0; i < 8; i++) {
    const code = gl.getError();
    if (code === gl.NO_ERROR) break;
    const name = Object.keys(names)
      .filter(isName)
      .find((key) => gl[key] === code);
    found.push(`WebGL: ${name === undefined ? `error ${code}` : names[name]}`);
  }
  return found;
};

/** Opens a context that computes in single precision; throws what stands against it. */
export const openWebGl2 = (): WebGl2 => {
  const canvas =
    typeof OffscreenCanvas === 'function' ? new OffscreenCanvas(1, 1) : document.createElement('canvas');
  const context = canvas.getContext('webgl2', { alpha: false, depth: false, antialias: false });
  if (!(context instanceof WebGL2RenderingContext)) throw new Error('no WebGL2 context could be made');
  if (context.getExtension('EXT_color_buffer_float') === null)
    throw new Error('this WebGL2 can not compute in single precision (EXT_color_buffer_float)');
  const told = context.getExtension('WEBGL_debug_renderer_info');
  const renderer: unknown = context.getParameter(told?.UNMASKED_RENDERER_WEBGL ?? context.RENDERER);
  const size: unknown = context.getParameter(context.MAX_TEXTURE_SIZE);
  return {
    context,
    renderer: String(renderer),
    mostTexels: Number(size) ** 2,
    complaints: () => errorsOf(context),
  };
};
