import { goldenTasks } from './golden.ts';
import { networkTasks } from './networks.ts';
import { productTasks } from './products.ts';
import type { TaskMaker } from './task.ts';
import { trainingTasks } from './training.ts';

/** Everything that is measured against the peers, in the order of the report. */
export const allTasks = (quick: boolean): readonly TaskMaker[] => [
  ...goldenTasks,
  ...productTasks(quick),
  ...networkTasks(quick),
  ...trainingTasks(quick),
];
