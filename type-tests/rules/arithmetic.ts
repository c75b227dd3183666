import type {
  Add,
  Compare,
  Divide,
  LessThan,
  Multiply,
  Product,
  Remainder,
  Subtract,
  Sum,
} from '../../src/shape-types/arithmetic/index.ts';
import type { Equal, Hold } from './assert.ts';

export type Additions = Hold<
  [
    Equal<Add<0, 0>, 0>,
    Equal<Add<7, 0>, 7>,
    Equal<Add<1, 1>, 2>,
    Equal<Add<999, 1>, 1000>,
    Equal<Add<1, 99999>, 100000>,
    Equal<Add<1024, 3072>, 4096>,
    Equal<Add<7, 9007199254740984>, 9007199254740991>,
  ]
>;

export type Subtractions = Hold<
  [
    Equal<Subtract<7, 7>, 0>,
    Equal<Subtract<1000, 1>, 999>,
    Equal<Subtract<1000, 999>, 1>,
    Equal<Subtract<3, 1000>, -997>,
    Equal<Subtract<9007199254740991, 9>, 9007199254740982>,
  ]
>;

export type Multiplications = Hold<
  [
    Equal<Multiply<0, 12>, 0>,
    Equal<Multiply<12, 0>, 0>,
    Equal<Multiply<1, 12>, 12>,
    Equal<Multiply<14, 14>, 196>,
    Equal<Multiply<1024, 1024>, 1048576>,
    Equal<Multiply<100, 100>, 10000>,
    Equal<Multiply<94906265, 94906265>, 9007199136250225>,
    Equal<Multiply<9007199254740991, 9>, number>,
  ]
>;

export type Divisions = Hold<
  [
    Equal<Divide<7, 1>, 7>,
    Equal<Divide<0, 7>, 0>,
    Equal<Divide<3, 7>, 0>,
    Equal<Divide<112, 2>, 56>,
    Equal<Divide<113, 2>, 56>,
    Equal<Divide<100352, 196>, 512>,
    Equal<Divide<100, 10>, 10>,
    Equal<Divide<9007199254740991, 6361>, 1416003655831>,
    Equal<Remainder<0, 7>, 0>,
    Equal<Remainder<113, 2>, 1>,
    Equal<Remainder<100353, 196>, 1>,
    Equal<Remainder<9007199254740991, 7777>, 7465>,
  ]
>;

export type Comparisons = Hold<
  [
    Equal<Compare<10, 9>, '>'>,
    Equal<Compare<9, 10>, '<'>,
    Equal<Compare<12, 12>, '='>,
    Equal<Compare<-3, 2>, '<'>,
    Equal<Compare<2, -3>, '>'>,
    Equal<Compare<-3, -2>, '<'>,
    Equal<LessThan<13, 12>, false>,
    Equal<LessThan<12, 13>, true>,
  ]
>;

export type Lists = Hold<
  [Equal<Product<[2, 3, 7]>, 42>, Equal<Product<[]>, 1>, Equal<Sum<[2, 3, 7]>, 12>, Equal<Sum<[]>, 0>]
>;
