/** Where nodes are stored, while a program is lowered. */
import { sizeOf } from '../../../tensor/aval.ts';
import { bytesPerElement } from '../../../tensor/dtype.ts';
import type { Address, Buffer } from '../plan/steps.ts';
import type { View } from './view.ts';
import type { ConstantNode, Node, Nodes } from './works.ts';

/** Made before anything runs; then 0 for what is made anew in each run, n for what is made anew in each step of n nested loops. */
export type Level = number;
export const beforeAll: Level = -1;

interface Stored {
  readonly address: Address;
  readonly level: Level;
}

export interface Storage extends Nodes {
  readonly buffers: Buffer[];
  /** A new buffer, by number. */
  readonly buffer: (bytes: number, role?: Buffer['role']) => number;
  /** Settles where a node is. */
  readonly settle: (node: number, address: Address, level: Level) => void;
  readonly isSettled: (node: number) => boolean;
  readonly address: (view: View) => Address;
  readonly level: (view: View) => Level;
  /** How deep a loop is, for views that move with it. */
  readonly loops: Map<number, number>;
}

export const bytesOf = ({ dtype, shape }: Pick<Node, 'dtype' | 'shape'>): number =>
  sizeOf(shape) * bytesPerElement[dtype];

/** The start of a buffer. */
export const startOf = (buffer: number): Address => ({ buffer, offset: 0, motions: [] });

export const storage = (): Storage => {
  const buffers: Buffer[] = [];
  const stored = new Map<number, Stored>();
  const constants = new Map<number, ConstantNode>();
  const loops = new Map<number, number>();
  /** Without elements: nothing makes them. */
  const empty = new Set<number>();
  let count = 0;
  const find = (node: number): Stored => {
    const known = stored.get(node);
    if (known !== undefined) return known;
    const constant = constants.get(node);
    if (constant === undefined && !empty.has(node))
      throw new RangeError(`wasm: node ${node} is read before it is made`);
    const data = constant?.data ?? new Uint8Array(0);
    const buffer = buffers.push({ bytes: data.byteLength, role: 'constant', data }) - 1;
    const made = { address: startOf(buffer), level: beforeAll };
    stored.set(node, made);
    return made;
  };
  return {
    buffers,
    constants,
    loops,
    make: (dtype, shape) => {
      if (sizeOf(shape) === 0) empty.add(count);
      return { id: count++, dtype, shape };
    },
    buffer: (bytes, role = 'between') => buffers.push({ bytes, role }) - 1,
    settle: (node, address, level) => {
      stored.set(node, { address, level });
    },
    isSettled: (node) => stored.has(node) || constants.has(node),
    address: (view) => {
      const { address } = find(view.node);
      const bytes = bytesPerElement[view.dtype];
      return {
        buffer: address.buffer,
        offset: address.offset + view.offset * bytes,
        motions: [
          ...address.motions,
          ...view.moves.map((move) => ({ ...move, stride: move.stride * bytes })),
        ],
      };
    },
    level: (view) => Math.max(find(view.node).level, ...view.moves.map(({ loop }) => loops.get(loop) ?? 0)),
  };
};
