/** Gives Node what browsers have: `navigator.gpu`, by the package `webgpu`. */
export const provideWebGpu = async (): Promise<void> => {
  const host: { navigator?: { gpu?: unknown } } = globalThis;
  if (host.navigator?.gpu !== undefined) return;
  const { create, globals } = await import('webgpu');
  Object.assign(globalThis, globals);
  const gpu = create([]);
  if (host.navigator === undefined)
    Object.defineProperty(globalThis, 'navigator', { value: { gpu }, configurable: true });
  else Object.defineProperty(host.navigator, 'gpu', { value: gpu, configurable: true });
};
