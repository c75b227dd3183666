import type { Shape } from '../../shape-types/dim.ts';
import { sameShape } from '../../tensor/aval.ts';
import * as build from '../../tensor/build.ts';
import { demand } from '../../tensor/error.ts';
import { demandIndices } from '../../tensor/ops/indices.ts';
import type { Tensor } from '../../tensor/tensor.ts';

/** Labels of the rows of logits: whole numbers, one for each row, in range where they are constant. */
export const demandLabels = (op: string, logits: Tensor, labels: Tensor<Shape, 'i32'>): void => {
  build.demandDType(op, logits, 'f32');
  const classes = logits.shape.at(-1);
  demand(classes !== undefined, op, 'the logits have no axis of classes', [logits]);
  demandIndices(op, labels, classes);
  const rows = logits.shape.slice(0, -1);
  demand(
    sameShape(labels.shape, rows),
    op,
    'the labels do not have the shape of the logits without their last axis',
    [logits, labels],
    `[${rows.join(',')}]`,
  );
};

/** Numbers of equal shapes. */
export const demandAlike = (op: string, a: Tensor, b: Tensor): void => {
  build.demandDType(op, a, 'f32');
  build.demandDType(op, b, 'f32');
  demand(sameShape(a.shape, b.shape), op, 'the shapes differ', [a, b]);
};
