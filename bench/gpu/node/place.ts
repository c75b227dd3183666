/** Entrants as processes of Node, WebGPU by the package `webgpu`. */
import { execFileSync } from 'node:child_process';
import { existsSync } from 'node:fs';
import type { Result } from '../../harness/measure.ts';
import { type Running, start } from '../../harness/process.ts';
import type { Adapter } from '../adapter.ts';
import { entrant } from '../entrants.ts';
import type { PlaceOrWhy } from '../place.ts';

const swiftShader = '/usr/lib/chromium/vk_swiftshader_icd.json';

const adapterOf = (node: string, script: string): Adapter | undefined => {
  const told = execFileSync(node, [script, '--adapter'], {
    encoding: 'utf8',
    stdio: ['ignore', 'pipe', 'pipe'],
    timeout: 60_000,
  });
  return JSON.parse(told) ?? undefined;
};

/** The Vulkan driver that processes find is the system's; where that has none, Chromium's SwiftShader. */
const findDriver = (node: string, script: string, isSoftware: boolean): Adapter | undefined => {
  const own = isSoftware ? undefined : adapterOf(node, script);
  if (own !== undefined || !existsSync(swiftShader)) return own;
  process.env.VK_ICD_FILENAMES = swiftShader;
  return adapterOf(node, script);
};

/**
 * @param node the engine: jax-js wants Node 21 or newer
 * @param script the bundled entrant
 */
export const nodePlace = (node: string, script: string, isSoftware: boolean): PlaceOrWhy => {
  const kind = 'Node';
  const engine = execFileSync(node, ['--version'], { encoding: 'utf8' }).trim();
  let adapter: Adapter | undefined;
  try {
    adapter = findDriver(node, script, isSoftware);
  } catch (error) {
    const said = error instanceof Error ? error.message.trim().split('\n') : [String(error)];
    return {
      kind,
      error: `the package webgpu does not run in Node ${engine}: ${said.find((line) => /error/i.test(line)) ?? said[0] ?? ''}`,
    };
  }
  if (adapter === undefined)
    return { kind, error: 'the package webgpu finds no adapter (no Vulkan driver?)' };
  return {
    kind,
    title: `Node ${engine}`,
    adapter,
    open: async (names) => {
      const running: Running[] = [];
      const absent: Result[] = [];
      // Node has no WebGL.
      for (const name of names.filter((n) => n !== 'thwc webgl2')) {
        const started = await start(entrant(name, kind), node, [script]);
        if ('ask' in started) running.push(started);
        else absent.push({ participant: name, error: started.error });
      }
      return {
        running,
        absent,
        broken: () => undefined,
        close: async () => {
          for (const { end } of running) end();
        },
      };
    },
    end: async () => undefined,
  };
};
