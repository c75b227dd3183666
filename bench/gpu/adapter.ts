/** What WebGPU runs on, in a page or in Node. */
interface AdapterInfo {
  readonly vendor?: string;
  readonly architecture?: string;
  readonly device?: string;
  readonly description?: string;
  readonly isFallbackAdapter?: boolean;
}

interface Host {
  readonly navigator?: {
    readonly gpu?: {
      readonly requestAdapter: (options: {
        readonly powerPreference: 'high-performance';
      }) => Promise<{ readonly info: AdapterInfo } | null>;
    };
  };
}

export interface Adapter {
  readonly name: string;
  /** It is a program on the processor: its times say nothing of graphics processors. */
  readonly isSoftware: boolean;
}

const softwareNames = /swiftshader|llvmpipe|lavapipe|softpipe|software|basic render|warp\b/i;

export const isSoftwareName = (name: string): boolean => softwareNames.test(name);

/** The adapter that WebGPU offers, if any. */
export const findAdapter = async (): Promise<Adapter | undefined> => {
  const { navigator }: Host = globalThis;
  const adapter = await navigator?.gpu?.requestAdapter({ powerPreference: 'high-performance' });
  if (adapter === null || adapter === undefined) return undefined;
  const { vendor, architecture, device, description, isFallbackAdapter } = adapter.info;
  const name = [vendor, architecture, device, description].filter(Boolean).join(' ') || 'unnamed';
  return { name, isSoftware: isFallbackAdapter === true || isSoftwareName(name) };
};
