/** The plan of a contraction: kernels to be run one after the other. */
import { nop, procedure } from '../assembler/index.ts';
import type { Features, Kernel } from '../kernels/kernel.ts';
import { bytesPerElement } from './address.ts';
import { blockedFunction, scratchBytes, unitCount } from './blocked.ts';
import { scheduleOf } from './choices.ts';
import { packColumns, packUnits } from './packColumns.ts';
import { outerOfB, packedMatrix, type Schedule } from './schedule.ts';
import { type Contraction, volume } from './spec.ts';

/** What computes a contraction. */
export interface ContractionPlan {
  /** Copies B to where `run` reads it: pointers (b, packed). Has to run again only when B changes. */
  readonly pack?: Kernel;
  /** Bytes of packed B; 0 where there is no `pack`. */
  readonly packedBytes: number;
  /** Pointers (a, packed B or b, c, bias if there is one, …those of the tail). */
  readonly run: Kernel;
}

const packKernel = (schedule: Schedule): Kernel => {
  const { form, panels } = schedule;
  return {
    key: `packColumns ${JSON.stringify([form.outer, form.inner, form.columns, panels])}`,
    pointers: 2,
    units: packUnits(schedule),
    work: volume(form.inner) * panels.width * bytesPerElement,
    scratch: 0,
    build: () => packColumns(schedule),
  };
};

/** What computes a result without elements. */
const nothing = (pointers: number): Kernel => ({
  key: `nothing ${pointers}`,
  pointers,
  units: 0,
  work: 0,
  scratch: 0,
  build: () =>
    procedure(
      Array.from({ length: pointers + 3 }, () => 'i32' as const),
      () => nop,
    ),
});

/**
 * Kernels for a contraction.
 *
 * @param options.fixedB whether B stays the same over many runs, so that packing it costs nothing
 */
export const planContraction = (
  spec: Contraction,
  features: Features,
  options: { readonly fixedB: boolean },
): ContractionPlan => {
  const { tail } = spec;
  const pointers = (spec.init === 'bias' ? 4 : 3) + (tail?.pointers ?? 0);
  const outputs = volume(spec.batch) * volume(spec.rows) * volume(spec.columns);
  if (outputs === 0) return { packedBytes: 0, run: nothing(pointers) };
  const schedule = scheduleOf(spec, features, options);
  const units = unitCount(schedule);
  const packs = schedule.packedB && volume(schedule.form.inner) > 0;
  return {
    ...(packs ? { pack: packKernel(schedule) } : {}),
    packedBytes: packs ? volume(outerOfB(schedule)) * packedMatrix(schedule) : 0,
    run: {
      key: `contraction ${JSON.stringify([schedule, features])} ${tail?.key ?? ''}`,
      pointers,
      units,
      work: (outputs * (2 * volume(spec.inner) + 1)) / units + (tail?.work ?? 0),
      scratch: scratchBytes(schedule),
      build: (site) => blockedFunction(schedule, tail, site),
    },
  };
};
