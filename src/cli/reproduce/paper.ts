import type { Row } from '../train/config/index.ts';

/** A row of Table 1 of the paper (Nicolicioiu, Duta, Leordeanu, NeurIPS 2019): accuracy, %; null where it has none. */
export interface PaperRow {
  readonly title: string;
  readonly three: number | null;
  readonly five: number | null;
}

/** Table 1 of the paper, the networks that `--row` names. */
export const paperTable: Readonly<Record<Row, PaperRow>> = {
  'space-only': { title: 'Space-Only', three: 61.3, five: null },
  'time-only': { title: 'Time-Only', three: 89.7, five: null },
  homogeneous: { title: 'Homogeneous', three: 95.7, five: 58.3 },
  'one-temp': { title: '1-temp', three: 97.0, five: 74.1 },
  'all-temp': { title: 'All-temp', three: 98.9, five: 94.5 },
  'positional-all-temp': { title: 'Positional All-temp', three: null, five: 97.2 },
};
