import { cpus, loadavg, release, totalmem, type } from 'node:os';

/** What all this runs on, but for the adapter; and how busy others keep it. */
export const machineLine = (): string => {
  const [first] = cpus();
  return `${cpus().length} × ${first?.model ?? 'processor'}, ${Math.round(totalmem() / 2 ** 30)} GiB, ${type()} ${release()}; load average before the first task ${loadavg()[0]?.toFixed(1)}`;
};
