import type { Measured } from '../harness/measure.ts';
import { figureOf, msOf, type Report } from './data.ts';
import { short } from './short.ts';
import { table } from './table.ts';

const peakOf = (report: Report, participant: string) => figureOf(report, 'peak', participant)[0]?.answer?.[0];

/** The operations that a task can not do without: those of its products in the form with the fewest, else all that `cost` counts. */
export const operationsOf = ({ notes }: Measured): number | undefined => notes.fewest ?? notes.operations;

/** For some participants: how near each task comes to what the engine can do in registers, 128 bits wide, in the same run. */
export const roofline = (report: Report): string => {
  const names = report.participants.filter(({ peer }) => peer === 'thwc').map(({ name }) => name);
  const peaks = table(
    ['', 'GFLOP/s', 'fused', 'GB/s read'],
    names.flatMap((name) => {
      const peak = peakOf(report, name);
      if (peak === undefined) return [];
      return [[name, short(peak.gflops ?? 0), peak.relaxed === 1 ? 'yes' : 'no', short(peak.gigabytes ?? 0)]];
    }),
  );
  const shown = names.filter((name) => !/Node 20 \dt/.test(name));
  const shares = table(
    ['', 'MFLOP', 'MB by `cost`', ...shown],
    report.measured.flatMap((task) => {
      const operations = operationsOf(task);
      if (operations === undefined) return [];
      const cells = shown.map((name) => {
        const [ms, peak] = [msOf(task, name), peakOf(report, name)?.gflops];
        if (ms === undefined || peak === undefined) return '–';
        const rate = operations / ms / 1e6;
        return `${short(rate)} (${Math.round((100 * rate) / peak)} %)`;
      });
      return [[task.task, short(operations / 1e6), short((task.notes.bytes ?? 0) / 1e6), ...cells]];
    }),
  );
  return [
    'The peak of each engine and setting: multiplications with additions in registers, 128 bits wide, and reading memory that no cache holds, on all threads at once. Revectorised code works on 256 bits: it may go beyond 100 %.',
    peaks,
    'GFLOP/s of each task and their share of that peak. Operations are those of the products in the form with the fewest (for training: all that `cost` counts for the program as it is written, a part of which the compiler saves).',
    shares,
  ].join('\n\n');
};
