import type {
  EinsumShape,
  RearrangeShape,
  ReduceShape,
  RepeatShape,
  Shape,
  ShapeError,
} from '../../src/shape-types/index.ts';
import type { Equal, Hold } from './assert.ts';

export type Einsums = Hold<
  [
    Equal<EinsumShape<'ij,jk->ik', [[2, 3], [3, 4]]>, [2, 4]>,
    Equal<EinsumShape<'bij, bjk -> bik', [['b', 7, 512], ['b', 512, 64]]>, ['b', 7, 64]>,
    Equal<EinsumShape<'batch i j, batch j k -> batch i k', [['b', 7, 512], ['b', 512, 64]]>, ['b', 7, 64]>,
    Equal<EinsumShape<'ij->', [[2, 3]]>, []>,
    Equal<EinsumShape<'i,j->ij', [['a'], ['b']]>, ['a', 'b']>,
    Equal<EinsumShape<'ii->i', [[3, 3]]>, [3]>,
    Equal<EinsumShape<'...ij,jk->...ik', [['b', 't', 2, 3], [3, 4]]>, ['b', 't', 2, 4]>,
    Equal<EinsumShape<'... i, ... i -> ...', [['b', 2, 3], [2, 3]]>, ['b', 2]>,
    Equal<EinsumShape<'ij,jk->ik', [[2, number], [number, 4]]>, [2, 4]>,
    Equal<EinsumShape<'ij,ij->j', [[2, number], [2, 4]]>, [4]>,
    Equal<EinsumShape<'ij,jk->ik', [Shape, [3, 4]]>, Shape>,
    Equal<EinsumShape<string, [[2, 3], [3, 4]]>, Shape>,
    Equal<
      EinsumShape<'ij,jk->ik', [[2, 3], [4, 5]]>,
      ShapeError<'einsum: an axis has two sizes', ['j', 3], ['j', 4]>
    >,
    Equal<
      EinsumShape<'ij,jk->ik', [[2, 3], [3, 4, 5]]>,
      ShapeError<'einsum: the operand has another number of axes', ['j', 'k'], [3, 4, 5]>
    >,
    Equal<
      EinsumShape<'ij,jk->ik', [[2, 3]]>,
      ShapeError<'einsum: the pattern has another number of operands', 2, 1>
    >,
    Equal<
      EinsumShape<'ij->iz', [[2, 3]]>,
      ShapeError<'einsum: no input has this axis of the output', 'z', 'i' | 'j'>
    >,
    Equal<EinsumShape<'ij->ii', [[2, 3]]>, ShapeError<'einsum: the output repeats an axis', 'i', ['i', 'i']>>,
    Equal<
      EinsumShape<'ij,jk', [[2, 3], [3, 4]]>,
      ShapeError<'einsum: the pattern has no ->', 'ij,jk', [[2, 3], [3, 4]]>
    >,
  ]
>;

export type Rearranges = Hold<
  [
    Equal<RearrangeShape<'t h w c -> t (h w) c', ['t', 14, 14, 64]>, ['t', 196, 64]>,
    Equal<RearrangeShape<'t (h w) c -> (t c) h w', [4, 196, 3], { h: 14 }>, [12, 14, 14]>,
    Equal<RearrangeShape<'b h w c -> b c h w', ['b', 14, 15, 3]>, ['b', 3, 14, 15]>,
    Equal<RearrangeShape<'b ... c -> b c ...', ['b', 14, 15, 3]>, ['b', 3, 14, 15]>,
    Equal<RearrangeShape<'b ... -> b (...)', ['b', 14, 15, 3]>, ['b', 630]>,
    Equal<RearrangeShape<'b 1 c -> c b 1', ['b', 1, 3]>, [3, 'b', 1]>,
    Equal<RearrangeShape<'b h w -> b 1 h w ()', ['b', 2, 3]>, ['b', 1, 2, 3, 1]>,
    Equal<RearrangeShape<'(b t) c -> b t c', ['n', 3], { t: 8 }>, [number, 8, 3]>,
    Equal<RearrangeShape<'b t c -> (b t) c', ['b', 8, 3]>, [number, 3]>,
    Equal<RearrangeShape<'b t c -> (b t) c', ['b', 1, 3]>, ['b', 3]>,
    Equal<RearrangeShape<'b c -> c b', Shape>, Shape>,
    Equal<
      RearrangeShape<'b (h w) -> b h w', ['b', 196], { h: 13 }>,
      ShapeError<'rearrange: the composite axis is not divisible', 196, 13>
    >,
    Equal<
      RearrangeShape<'b (h w) -> b h w', ['b', 196]>,
      ShapeError<'rearrange: sizes of a composite axis are missing', 'h' | 'w', 196>
    >,
    Equal<
      RearrangeShape<'b (h w) -> b h w', ['b', 196], { h: 14; w: 15 }>,
      ShapeError<'rearrange: the composite axis has another size', 196, 210>
    >,
    Equal<
      RearrangeShape<'b h w -> b h', ['b', 2, 3]>,
      ShapeError<'rearrange: an axis is only on the left', 'w', ['b', 2, 3]>
    >,
    Equal<
      RearrangeShape<'b h -> b h w', ['b', 2]>,
      ShapeError<'rearrange: an axis is only on the right', 'w', ['b', 2]>
    >,
    Equal<
      RearrangeShape<'b h -> h b', ['b', 2, 3]>,
      ShapeError<'rearrange: the pattern has another number of axes', ['b', 'h'], ['b', 2, 3]>
    >,
    Equal<RearrangeShape<'b b -> b', [2, 2]>, ShapeError<'rearrange: an axis is repeated', 'b', [2, 2]>>,
    Equal<
      RearrangeShape<'b c -> c b', [2, 2], { x: 3 }>,
      ShapeError<'rearrange: a size is given for an axis that is not in the pattern', 'x', [2, 2]>
    >,
    Equal<RearrangeShape<'b c', [2, 2]>, ShapeError<'rearrange: the pattern has no ->', 'b c', [2, 2]>>,
    Equal<
      RearrangeShape<'b 1 -> b', ['b', 2]>,
      ShapeError<'rearrange: the composite axis has another size', 2, 1>
    >,
  ]
>;

export type ReducesAndRepeats = Hold<
  [
    Equal<ReduceShape<'b h w c -> b c', ['b', 14, 14, 64]>, ['b', 64]>,
    Equal<ReduceShape<'b (h h2) (w w2) c -> b h w c', ['b', 14, 14, 64], { h2: 2; w2: 2 }>, ['b', 7, 7, 64]>,
    Equal<ReduceShape<'b h w c -> b 1 1 c', ['b', 14, 14, 64]>, ['b', 1, 1, 64]>,
    Equal<
      ReduceShape<'b c -> b c d', ['b', 14]>,
      ShapeError<'reduce: an axis is only on the right', 'd', ['b', 14]>
    >,
    Equal<RepeatShape<'n d -> t n d', [14, 256], { t: 8 }>, [8, 14, 256]>,
    Equal<RepeatShape<'h w -> (h r) w', [14, 14], { r: 2 }>, [28, 14]>,
    Equal<
      RepeatShape<'h w -> h w c', [14, 14]>,
      ShapeError<'repeat: an axis is only on the right', 'c', [14, 14]>
    >,
    Equal<
      RepeatShape<'h w -> h', [14, 14]>,
      ShapeError<'repeat: an axis is only on the left', 'w', [14, 14]>
    >,
  ]
>;
