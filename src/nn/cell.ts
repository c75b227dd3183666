import type { Layer } from './layer.ts';

/** What a recurrent cell sees at each step. */
export interface CellInput<State, X> {
  readonly state: State;
  readonly x: X;
}

/** What a recurrent cell gives at each step. */
export interface CellOutput<State, Y> {
  readonly state: State;
  readonly y: Y;
}

/** A layer with a state, which it takes and gives: nothing is stored. */
export interface Cell<Params, State, X, Y> extends Layer<Params, CellInput<State, X>, CellOutput<State, Y>> {
  /** The state before the first step, for an x of this shape. */
  readonly start: (x: X) => State;
}
