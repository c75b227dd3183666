/**
 * Writes the log of a run, an entry after another, until it is killed or can not: then it says why.
 *
 *     tsx property-tests/cli/log-writer.ts FOLDER
 */
import * as E from 'fp-ts/lib/Either.js';
import { openRunLog, renderRunLogError } from '../../src/cli/log/index.ts';

const [folder = ''] = process.argv.slice(2);
const opened = await openRunLog(folder)();
if (E.isLeft(opened)) throw new Error(renderRunLogError(opened.left));
for (let step = 0; ; step++) {
  const done = await opened.right.append({
    kind: 'checkpoint',
    step,
    videos: 16 * step,
    file: 'a'.repeat(50),
  })();
  if (E.isLeft(done)) {
    console.log(renderRunLogError(done.left));
    break;
  }
  if (step === 0) console.log('writing');
}
