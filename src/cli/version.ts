import { createRequire } from 'node:module';
import { z } from 'zod';

/** The package's version, from its own package.json beside `src` and `dist`. */
export const { version } = z
  .object({ version: z.string() })
  .parse(createRequire(import.meta.url)('../../package.json'));
