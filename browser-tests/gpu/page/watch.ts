/** What lives on graphics processors, counted where it is made and destroyed, and how results are read. */

/** Numbers by what they count. */
export type Counts = Readonly<Record<string, number>>;

type Method = (this: object, ...args: unknown[]) => unknown;

const isMethod = (value: unknown): value is Method => typeof value === 'function';

/** Does something before each call of a method of a class that this engine may not have. */
const before = (
  className: string,
  method: string,
  f: (self: object, args: readonly unknown[]) => void,
): void => {
  const owner: unknown = Reflect.get(globalThis, className);
  const prototype: unknown = typeof owner === 'function' ? owner.prototype : undefined;
  if (typeof prototype !== 'object' || prototype === null) return;
  const original: unknown = Reflect.get(prototype, method);
  if (!isMethod(original)) throw new TypeError(`${className} has no ${method}`);
  Reflect.set(prototype, method, function (this: object, ...args: unknown[]) {
    f(this, args);
    return original.apply(this, args);
  });
};

const gl = 'WebGL2RenderingContext';

/** Kinds of things of WebGL, which are made by `create…` and given up by `delete…`. */
const kinds = ['Texture', 'Buffer', 'Framebuffer', 'Program', 'Shader'] as const;

export interface Watch {
  /** What lives: WebGL's textures, buffers and so on, and buffers of WebGPU. */
  readonly living: () => Counts;
  /** How often the page was made to wait for pixels, and how often they were ordered. */
  readonly reads: () => { readonly blocking: number; readonly ordered: number };
  /** Takes the newest context or device away, as a driver does. */
  readonly lose: () => void;
}

/** Begins to watch; to be called before anything is made. */
export const watch = (): Watch => {
  const counts: Record<string, number> = {};
  const add = (what: string, n: number): void => {
    counts[what] = (counts[what] ?? 0) + n;
  };
  let newest: object = {};
  const destroyed = new WeakSet<object>();
  for (const kind of kinds) {
    before(gl, `create${kind}`, (self) => {
      newest = self;
      add(kind, 1);
    });
    before(gl, `delete${kind}`, (_, [thing]) => {
      // Nothing, and what is gone, may be deleted: that counts for nothing.
      if (typeof thing !== 'object' || thing === null || destroyed.has(thing)) return;
      destroyed.add(thing);
      add(kind, -1);
    });
  }
  before(gl, 'fenceSync', () => add('Sync', 1));
  before(gl, 'deleteSync', () => add('Sync', -1));
  let [blocking, ordered] = [0, 0];
  before(gl, 'readPixels', (_, args) => {
    if (ArrayBuffer.isView(args[6])) blocking++;
    else ordered++;
  });
  before(gl, 'finish', () => {
    blocking++;
  });
  before('GPUDevice', 'createBuffer', (self) => {
    newest = self;
    add('GPUBuffer', 1);
  });
  before('GPUBuffer', 'destroy', (self) => {
    if (destroyed.has(self)) return;
    destroyed.add(self);
    add('GPUBuffer', -1);
  });
  return {
    living: () => ({ ...counts }),
    reads: () => ({ blocking, ordered }),
    lose: () => {
      if (newest instanceof WebGL2RenderingContext) newest.getExtension('WEBGL_lose_context')?.loseContext();
      else if ('destroy' in newest && typeof newest.destroy === 'function') newest.destroy();
    },
  };
};
