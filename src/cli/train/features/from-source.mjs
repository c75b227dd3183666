// Begins the thread of worker.ts where it runs from the sources: threads do not take over the loader of TypeScript.
import { register } from 'tsx/esm/api';

register();
await import('./worker.ts');
