/**
 * The log of a run: `log.jsonl` in its folder, one JSON object a line, in the order in which things happened.
 */
export type { EntryOf, LogEntry } from './entry.ts';
export { type BadEntry, type BadLine, type RunLogError, renderRunLogError } from './error.ts';
export { logPath } from './file.ts';
export type { TornTail } from './lines.ts';
export { openRunLog, type RunLog } from './open.ts';
export { type LogContents, readRunLog } from './read.ts';
export { type Rewound, rewindRunLog } from './rewind.ts';
