/**
 * Shapes as the compiler sees them: asks the TypeScript checker for the types in `model.ts`, so that what is
 * printed is what was checked.
 */
import { dirname } from 'node:path';
import { fileURLToPath } from 'node:url';
import ts from 'typescript';

const model = fileURLToPath(new URL('./model.ts', import.meta.url));

const optionsOf = (folder: string): ts.CompilerOptions => {
  const path = ts.findConfigFile(folder, ts.sys.fileExists);
  if (path === undefined) throw new Error(`no tsconfig.json above ${folder}`);
  const { config } = ts.readConfigFile(path, ts.sys.readFile);
  return ts.parseJsonConfigFileContent(config, ts.sys, dirname(path)).options;
};

const format = ts.TypeFormatFlags.NoTruncation | ts.TypeFormatFlags.UseAliasDefinedOutsideCurrentScope;

/** A type as hovers print it, without the default dtype. */
const show = (checker: ts.TypeChecker, type: ts.Type): string =>
  checker.typeToString(type, undefined, format).replace(/(Tensor<\[[^\]]*\]), "f32">/g, '$1>');

/** The leaves of a tree of tensors, by dotted path. */
const leaves = (
  checker: ts.TypeChecker,
  type: ts.Type,
  path: string,
): readonly (readonly [string, string])[] => {
  const text = show(checker, type);
  if (text.startsWith('Tensor<')) return [[path, text]];
  if (checker.isTupleType(type)) {
    const items = checker.getTypeArguments(type as ts.TypeReference);
    return items.flatMap((item, i) => leaves(checker, item, `${path}.${i}`));
  }
  return checker
    .getPropertiesOfType(type)
    .flatMap((property) =>
      leaves(
        checker,
        checker.getTypeOfSymbol(property),
        path === '' ? property.name : `${path}.${property.name}`,
      ),
    );
};

/** What the compiler knows of the model. */
export interface ModelTypes {
  /** Arguments and result of each function of the model. */
  readonly functions: ReadonlyMap<string, string>;
  /** The type of every parameter by its dotted path. */
  readonly parameters: ReadonlyMap<string, string>;
}

/** Asks the compiler. */
export const modelTypes = (): ModelTypes => {
  const program = ts.createProgram([model], optionsOf(dirname(model)));
  const checker = program.getTypeChecker();
  const source = program.getSourceFile(model);
  const module = source === undefined ? undefined : checker.getSymbolAtLocation(source);
  if (module === undefined) throw new Error(`${model} is no module`);
  const exported = checker.getExportsOfModule(module);
  const named = (name: string): ts.Symbol => {
    const symbol = exported.find((s) => s.name === name);
    if (symbol === undefined) throw new Error(`${model} exports no ${name}`);
    return symbol;
  };
  const signature = (name: string): string =>
    checker
      .getTypeOfSymbol(named(name))
      .getCallSignatures()
      .map((s) => {
        const last = s.getParameters().at(-1);
        const takes = last === undefined ? '()' : show(checker, checker.getTypeOfSymbol(last));
        return `${takes} → ${show(checker, s.getReturnType())}`;
      })
      .join(' | ');
  return {
    functions: new Map(['clip', 'start', 'step'].map((name) => [name, signature(name)])),
    parameters: new Map(leaves(checker, checker.getDeclaredTypeOfSymbol(named('Params')), '')),
  };
};
