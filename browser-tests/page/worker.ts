/** A worker of the user's, which uses the library. */
import { lookAndTell } from './look.ts';

postMessage(await lookAndTell());
