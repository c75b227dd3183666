/** Modules: sections in the order of the specification (WebAssembly core, §5.5). */
import { bytesOf, type Code, name, sized, unsigned, vector } from './code.ts';
import { typeCodes } from './expr.ts';
import type { FunctionCode, Signature } from './function.ts';

/** A function that the host gives. */
export interface ImportedFunction {
  readonly name: string;
  readonly signature: Signature;
}

/** What a module is made of. Functions are numbered: first the imported ones, then its own. */
export interface ModuleParts {
  /** The memory is imported as `env.memory`. Pages are of 65,536 bytes. */
  readonly memory: { readonly minimum: number; readonly maximum: number; readonly shared: boolean };
  readonly imports: readonly ImportedFunction[];
  /** 32-bit integers imported as `env.<name>`, which do not change. */
  readonly globals: readonly string[];
  readonly functions: readonly FunctionCode[];
  readonly exports: readonly { readonly name: string; readonly index: number }[];
}

const section = (id: number, items: readonly Code[]): Code =>
  items.length === 0 ? [] : [id, sized(vector(items))];

const typeOf = ({ params, results }: Signature): Code => [
  0x60,
  vector(params.map((type) => typeCodes[type])),
  vector(results.map((type) => typeCodes[type])),
];

/** The binary form of a module. */
export const moduleBytes = (parts: ModuleParts): Uint8Array<ArrayBuffer> => {
  const { memory, imports, globals, functions, exports } = parts;
  const types: Signature[] = [];
  const known = new Map<string, number>();
  const typeIndex = (signature: Signature): number => {
    const key = `${signature.params.join()}>${signature.results.join()}`;
    const found = known.get(key) ?? types.push(signature) - 1;
    known.set(key, found);
    return found;
  };
  const env = (field: string, kind: Code): Code => [name('env'), name(field), kind];
  const imported = [
    env('memory', [0x02, memory.shared ? 3 : 1, unsigned(memory.minimum), unsigned(memory.maximum)]),
    ...imports.map((f) => env(f.name, [0x00, unsigned(typeIndex(f.signature))])),
    ...globals.map((g) => env(g, [0x03, typeCodes.i32, 0])),
  ];
  const declared = functions.map(({ signature }) => unsigned(typeIndex(signature)));
  return bytesOf([
    [0x00, 0x61, 0x73, 0x6d, 1, 0, 0, 0],
    section(1, types.map(typeOf)),
    section(2, imported),
    section(3, declared),
    section(
      7,
      exports.map((e): Code => [name(e.name), 0x00, unsigned(e.index)]),
    ),
    section(
      10,
      functions.map(({ code }) => code),
    ),
  ]);
};
