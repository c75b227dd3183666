/** The plan of a contraction: kernels to be run one after the other. */
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
  const units = packUnits(schedule);
  return {
    key: `packColumns ${JSON.stringify([form.outer, form.inner, form.columns, panels])}`,
    pointers: 2,
    units,
    work: units === 0 ? 0 : volume(form.inner) * panels.width * bytesPerElement,
    scratch: 0,
    build: () => packColumns(schedule),
  };
};

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
  const schedule = scheduleOf(spec, features, options);
  const units = outputs === 0 ? 0 : unitCount(schedule);
  const packs = schedule.packedB && outputs > 0 && volume(schedule.form.inner) > 0;
  return {
    ...(packs ? { pack: packKernel(schedule) } : {}),
    packedBytes: packs ? volume(outerOfB(schedule)) * packedMatrix(schedule) : 0,
    run: {
      key: `contraction ${JSON.stringify([schedule, features])} ${tail?.key ?? ''}`,
      pointers,
      units,
      work: units === 0 ? 0 : (outputs * (2 * volume(spec.inner) + 1)) / units + (tail?.work ?? 0),
      scratch: units === 0 ? 0 : scratchBytes(schedule),
      build: (site) => blockedFunction(schedule, tail, site),
    },
  };
};
