/** Which compiler takes which type of node. What is in neither table is refused. */
import { assignment, increment } from './assignments.ts'
import { call, creation } from './calls.ts'
import type { ExpressionTable, StatementTable } from './compilation.ts'
import { functionCode } from './functions.ts'
import { cast, elvis, found, groovyMap, isAmong, matches, range, spaceship, spread } from './groovy.ts'
import { identifier, list, literal, map, template } from './literals.ts'
import {
  breakStatement,
  continueStatement,
  doStatement,
  forInStatement,
  forOfStatement,
  forStatement,
  whileStatement,
} from './loops.ts'
import { chain, member } from './members.ts'
import { binary, conditional, logical, sequence, unary } from './operators.ts'
import {
  block,
  conditionalStatement,
  declaration,
  evaluate,
  nothing,
  returnStatement,
  switchStatement,
  throwStatement,
  tryStatement,
} from './statements.ts'

export const expressionTable: ExpressionTable = {
  ArrayExpression: list,
  ArrowFunctionExpression: functionCode,
  AssignmentExpression: assignment,
  BinaryExpression: binary,
  CallExpression: call,
  ChainExpression: chain,
  ConditionalExpression: conditional,
  FunctionDeclaration: functionCode,
  FunctionExpression: functionCode,
  GroovyCast: cast,
  GroovyElvis: elvis,
  GroovyIn: isAmong,
  GroovyMap: groovyMap,
  GroovyRange: range,
  GroovyRegexFind: found,
  GroovyRegexMatch: matches,
  GroovySpaceship: spaceship,
  GroovySpread: spread,
  Identifier: identifier,
  Literal: literal,
  LogicalExpression: logical,
  MemberExpression: member,
  NewExpression: creation,
  ObjectExpression: map,
  ParenthesizedExpression: (node, c) => c.code(node.expression),
  SequenceExpression: sequence,
  TemplateLiteral: template,
  UnaryExpression: unary,
  UpdateExpression: increment,
}

export const statementTable: StatementTable = {
  BlockStatement: block,
  BreakStatement: breakStatement,
  ContinueStatement: continueStatement,
  DoWhileStatement: doStatement,
  EmptyStatement: () => nothing,
  ExpressionStatement: evaluate,
  ForInStatement: forInStatement,
  ForOfStatement: forOfStatement,
  ForStatement: forStatement,
  // Made where its block begins.
  FunctionDeclaration: () => nothing,
  IfStatement: conditionalStatement,
  ReturnStatement: returnStatement,
  SwitchStatement: switchStatement,
  ThrowStatement: throwStatement,
  TryStatement: tryStatement,
  VariableDeclaration: declaration,
  WhileStatement: whileStatement,
}
