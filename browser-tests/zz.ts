import { type Tensor, compile, matmul, valueFrom } from 'thwc';
import { wasmWith } from 'thwc/backends/wasm';
const matrix = (n: number) => valueFrom([n, n], Float32Array.from({ length: n * n }, (_, i) => Math.sin(i)));
const threads = Number(process.argv[2]);
const square = (n: number) => compile((a: Tensor<[number, number]>) => matmul(a, a), { backend: wasmWith({ threads }) })(matrix(n));
const sizes = [90, 110, 130, 150, 170];
const start = performance.now();
for (let i = 0; i < 200; i++) { await Promise.all(sizes.map((n) => square(n))); }
console.log(threads, 'done', (performance.now() - start).toFixed(0), 'ms');
