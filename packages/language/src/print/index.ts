/** From plain data to YAML text: tests, snippets and the files beside them. */
export { type PrintStep, type PrintTest, printSteps, printTest, stepsValue } from './test.ts'
export { type PrintMap, type PrintValue, printYaml, Styled } from './yaml.ts'
