/** Which steps have to wait for others: two threads must not touch one place while one of them writes it. */

export interface Access {
  readonly start: number;
  readonly end: number;
  readonly writes: boolean;
  /** Whether all threads take part, or only the first. */
  readonly shared: boolean;
}

const clash = (a: Access, b: Access): boolean =>
  a.start < b.end && b.start < a.end && (a.writes || b.writes) && (a.shared || b.shared);

/** What was touched since the threads last met. */
export interface Hazards {
  /** Notes accesses; true if the threads have to meet before. */
  readonly note: (accesses: readonly Access[]) => boolean;
  /** Whether anything was touched by all threads. */
  readonly isShared: () => boolean;
  /** Forgets all: the threads have met. */
  readonly clear: () => void;
}

export const hazards = (): Hazards => {
  let pending: Access[] = [];
  return {
    note: (accesses) => {
      const mustMeet = accesses.some((a) => pending.some((b) => clash(a, b)));
      if (mustMeet) pending = [];
      pending.push(...accesses);
      return mustMeet;
    },
    isShared: () => pending.some(({ shared }) => shared),
    clear: () => {
      pending = [];
    },
  };
};
