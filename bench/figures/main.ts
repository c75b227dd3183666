/** A figure's process: the question as JSON in the first argument, the answer as JSON on standard output. */
import { setFlagsFromString } from 'node:v8';
import type { Answer, Question } from './figure.ts';

for (const flag of (process.env.V8_FLAGS ?? '').split(' ')) if (flag !== '') setFlagsFromString(flag);

const answer = async (question: Question): Promise<Answer> => {
  if (question.figure === 'peak') return (await import('./peak.ts')).peak(question.threads, question.quick);
  const networks = await import('./networks.ts');
  switch (question.figure) {
    case 'stream':
      return networks.streamOverTime(question.sizes, question.moments);
    case 'clips':
      return networks.clipsBySize(question.sizes, question.repeats);
    case 'compile':
      return networks.compileTime(question.sizes);
    case 'overhead':
      return networks.overhead(question.runs);
  }
};

const question: Question = JSON.parse(process.argv[2] ?? '');
console.log(JSON.stringify(await answer(question)));
process.exit(0);
