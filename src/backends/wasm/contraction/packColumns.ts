/** Packing of B: panel by panel, in the order in which tiles read it. */
import {
  type FunctionCode,
  forRange,
  forUpTo,
  i32,
  type Local,
  nop,
  procedure,
  type Stmt,
  select,
  seq,
  type V128,
  v128,
  when,
} from '../assembler/index.ts';
import { modulo, over, plus, times } from '../kernels/arithmetic.ts';
import { bytesPerElement, offsetOf, sum } from './address.ts';
import { nest, type Step } from './loops.ts';
import { outerOfB, packedMatrix, packedPanel, packedStrides, type Schedule } from './schedule.ts';
import { volume } from './spec.ts';

/** Panels to be packed: units of the kernel that does it. */
export const packUnits = (schedule: Schedule): number => volume(outerOfB(schedule)) * schedule.panels.count;

/** Four numbers from four places. */
const gather = (address: (lane: number) => readonly [Parameters<typeof v128.load>[0], number]): V128 => {
  const one = v128.load32_zero(...address(0));
  return [1, 2, 3].reduce((x, lane) => {
    const [from, offset] = address(lane);
    return v128.load32_lane(from, x, lane, offset);
  }, one);
};

/** A procedure (b, packed, scratch, first, last). Lanes behind the last column repeat it. */
export const packColumns = (schedule: Schedule): FunctionCode =>
  procedure(['i32', 'i32', 'i32', 'i32', 'i32'], ([source, target, , unit, last], local) => {
    const { form, panels } = schedule;
    const [from, to, panel] = [local('i32'), local('i32'), local('i32')];
    const axesFor = (columns: number) => {
      const strides = packedStrides(form.inner, columns);
      return form.inner.map(({ size, b }, i) => ({ size, a: b * bytesPerElement, b: strides[i] ?? 0 }));
    };
    const copy = (columns: number, a: Local<'i32'>, b: Local<'i32'>, emit: Step['emit']): Stmt =>
      nest({ axes: axesFor(columns) }, a, b, local, { turn: 1, emit });
    const [axis, ...others] = form.columns;
    const stride = (axis?.b ?? 1) * bytesPerElement;
    /** One column axis: offsets are constants. */
    const regular = (columns: number): Stmt =>
      copy(columns, from, to, (a, b) =>
        seq(
          ...Array.from({ length: Math.ceil(columns / 4) }, (_, j) => {
            const isVector = stride === bytesPerElement && 4 * j + 4 <= columns;
            const x = isVector
              ? v128.load(from.get, a + 16 * j)
              : gather((lane) => [from.get, a + Math.min(4 * j + lane, columns - 1) * stride]);
            return v128.store(to.get, x, b + 16 * j);
          }),
        ),
      );
    /** Several: four columns at a time, with their offsets looked up. */
    const irregular = (columns: number): Stmt => {
      const [vector, a, b, column] = [local('i32'), local('i32'), local('i32'), local('i32')];
      const places = Array.from({ length: 4 }, () => local('i32'));
      const byteStrides = form.columns.map((c) => ({ size: c.size, stride: c.b * bytesPerElement }));
      const end = i32.const(panels.columns - 1);
      const setPlaces = places.map((place, lane) =>
        seq(
          column.set(plus(i32.add(times(panel.get, panels.width), vector.get), lane)),
          column.set(select(column.get, end, i32.lt_s(column.get, end))),
          place.set(offsetOf(column.get, byteStrides)),
        ),
      );
      return forRange(
        vector,
        i32.const(0),
        i32.const(columns),
        4,
        seq(
          ...setPlaces,
          a.set(from.get),
          b.set(i32.add(to.get, times(vector.get, bytesPerElement))),
          copy(columns, a, b, (aOffset, bOffset) => {
            const x = gather((lane) => [i32.add(a.get, (places[lane] ?? a).get), aOffset]);
            return v128.store(b.get, x, bOffset);
          }),
        ),
      );
    };
    const pack = others.length === 0 ? regular : irregular;
    const outer = outerOfB(schedule).map(({ size, b }) => ({ size, stride: b * bytesPerElement }));
    const step = over(unit.get, panels.count);
    const body = seq(
      panel.set(modulo(unit.get, panels.count)),
      from.set(i32.add(source.get, offsetOf(step, outer))),
      others.length > 0 ? nop : from.set(i32.add(from.get, times(panel.get, panels.width * stride))),
      to.set(sum(target.get, times(step, packedMatrix(schedule)), times(panel.get, packedPanel(schedule)))),
      panels.last === panels.width
        ? pack(panels.width)
        : when(
            i32.eq(panel.get, i32.const(panels.count - 1)),
            pack(panels.last),
            panels.count === 1 ? nop : pack(panels.width),
          ),
    );
    return forUpTo(unit, last.get, 1, body);
  });
