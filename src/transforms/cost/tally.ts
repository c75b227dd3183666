/** What running something costs. All counts are exact for the naive, unfused execution of the program. */
export interface Tally {
  /** Primitives applied; the applications in a scan's body count once for every step. */
  readonly applications: number;
  /** Arithmetic operations on elements, of any dtype; a multiply-add is 2. */
  readonly operations: number;
  /** Those of the operations that are a transcendental function (exp, log, sqrt, pow …) of one element. */
  readonly transcendentals: number;
  readonly bytesRead: number;
  readonly bytesWritten: number;
}

export const nothing: Tally = {
  applications: 0,
  operations: 0,
  transcendentals: 0,
  bytesRead: 0,
  bytesWritten: 0,
};

export const plus = (a: Tally, b: Tally): Tally => ({
  applications: a.applications + b.applications,
  operations: a.operations + b.operations,
  transcendentals: a.transcendentals + b.transcendentals,
  bytesRead: a.bytesRead + b.bytesRead,
  bytesWritten: a.bytesWritten + b.bytesWritten,
});

export const times = (n: number, a: Tally): Tally => ({
  applications: n * a.applications,
  operations: n * a.operations,
  transcendentals: n * a.transcendentals,
  bytesRead: n * a.bytesRead,
  bytesWritten: n * a.bytesWritten,
});
