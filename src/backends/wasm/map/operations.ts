/** One operation on registers. */
import type { DType } from '../../../tensor/dtype.ts';
import type { V128 } from '../assembler/index.ts';
import type { Kit } from '../kernels/kit.ts';
import { binaryFunction, convertFunctions, select, unaryFunction } from '../math/index.ts';
import type { MapOp } from './spec.ts';

const at = (operands: readonly V128[], i: number): V128 => {
  const x = operands[i];
  if (x === undefined) throw new RangeError(`map: operand ${i} is missing`);
  return x;
};

export const applyOp = (kit: Kit, op: MapOp, dtype: DType, operands: readonly V128[]): V128 => {
  switch (op.kind) {
    case 'unary':
      return unaryFunction(op.op, dtype)(kit, at(operands, 0));
    case 'binary':
      return binaryFunction(op.op, dtype)(kit, at(operands, 0), at(operands, 1));
    case 'select':
      return select(at(operands, 0), at(operands, 1), at(operands, 2));
    case 'convert':
      return convertFunctions[op.from][op.to](kit, at(operands, 0));
    case 'copy':
      return at(operands, 0);
  }
};
