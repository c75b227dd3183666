/** A process that a signal ended says so by this (128 + SIGINT). */
export const interruptedCode = 130;

/** Does some work that the first signal asks to come to an end soon; who insists is obeyed at once. */
export const interruptible = async <A>(work: (interrupted: () => boolean) => Promise<A>): Promise<A> => {
  let signals = 0;
  const onSignal = (): void => {
    signals += 1;
    if (signals > 1) process.exit(interruptedCode);
  };
  process.on('SIGINT', onSignal);
  process.on('SIGTERM', onSignal);
  try {
    return await work(() => signals > 0);
  } finally {
    process.off('SIGINT', onSignal);
    process.off('SIGTERM', onSignal);
  }
};
