import { matmul, compile, uniform, randomKey, evaluate, type Tensor, add } from 'thwc';
import { wasmWith } from 'thwc/backends/wasm';
const backend = wasmWith({ threads: Number(process.argv[2] ?? 2) });
const gc = (globalThis as { gc?: () => void }).gc;
const x = await evaluate(uniform(randomKey(1), [512, 512]), { backend });
const N = Number(process.argv[3] ?? 300);
for (let i = 0; i < N; i++) {
  const f = compile((a: Tensor<[512, 512]>) => add(matmul(a, a), i), { backend });
  await f(x);
  if (i % 20 === 0 || i === N - 1) {
    if (gc && i % 20 === 0) { gc(); await new Promise((r) => setTimeout(r, 5)); }
    console.log(i, (process.memoryUsage().rss / 2 ** 20).toFixed(0), 'MiB rss', (process.memoryUsage().external / 2 ** 20).toFixed(0), 'external');
  }
}
