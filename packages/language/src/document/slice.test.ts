import { describe, expect, test } from 'vitest'
import { type Node, plainValue, Reading, readTestNode, readYaml, type StepNode, type TestNode } from '../index.ts'
import { type Path, sliceTest } from './index.ts'

const FILE = `before:
  - get: /b0
  - get: /b1
steps:
  - get: /s0
  - each:
      expression: items
      steps:
        - get: /e0
        - if:
            expression: a
            steps:
              - get: /i0
              - get: /i1
            else:
              - get: /o0
        - get: /e2
  - stop
finally:
  - get: /f0
  - get: /f1
`

function read(text: string): TestNode {
  const file = { path: 'a.yaml', text }
  return readTestNode(file, readYaml(file).node, new Reading())
}

const test_ = read(FILE)

/** Every text in a section that looks like a URL, and what stands alone. */
function urls(steps: readonly StepNode[]): string[] {
  const within = (node: Node | undefined): string[] =>
    node ? (JSON.stringify(plainValue(node)).match(/(?<=")\/\w+|(?<=")stop/g) ?? []) : []
  return steps.flatMap((step) =>
    step.form === 'plain' ? [...(step.input ? within(step.input) : [step.component.text])] : [],
  )
}

const sliced = (path: Path, mode: 'to' | 'from' | 'only'): string => {
  const { before, steps, finally: last } = sliceTest(test_, path, mode)
  return [before, steps, last].map((section) => urls(section).join(' ')).join(' | ')
}

describe('a part of a test', () => {
  test.each<[Path, string]>([
    [['steps', 0], '/b0 /b1 | /s0 | /f0 /f1'],
    [['steps', 1], '/b0 /b1 | /s0 /e0 /i0 /i1 /o0 /e2 | /f0 /f1'],
    [['steps', 1, 'each', 'steps', 0], '/b0 /b1 | /s0 /e0 | /f0 /f1'],
    [['steps', 1, 'each', 'steps', 1, 'if', 'steps', 0], '/b0 /b1 | /s0 /e0 /i0 /o0 | /f0 /f1'],
    [['before', 0], '/b0 |  | /f0 /f1'],
    [['finally', 0], '/b0 /b1 | /s0 /e0 /i0 /i1 /o0 /e2 stop | /f0'],
  ])('up to %j leaves out what comes after it', (path, left) => {
    expect(sliced(path, 'to')).toBe(left)
  })

  test.each<[Path, string]>([
    [['steps', 1], ' | /e0 /i0 /i1 /o0 /e2 stop | /f0 /f1'],
    [['steps', 1, 'each', 'steps', 2], ' | /e0 /i0 /i1 /o0 /e2 stop | /f0 /f1'],
    [['before', 1], '/b1 | /s0 /e0 /i0 /i1 /o0 /e2 stop | /f0 /f1'],
    [['finally', 1], ' |  | /f1'],
  ])('from %j on leaves out what comes before it', (path, left) => {
    expect(sliced(path, 'from')).toBe(left)
  })

  test.each<[Path, string]>([
    [['steps', 2], ' | stop | '],
    [['finally', 1], ' | /f1 | '],
    [['steps', 1, 'each', 'steps', 1, 'if', 'else', 0], ' | /o0 | '],
  ])('%j alone is the only step', (path, left) => {
    expect(sliced(path, 'only')).toBe(left)
  })

  test('keeps the places of its steps in the file', () => {
    const { steps } = sliceTest(test_, ['steps', 1, 'each', 'steps', 2], 'only')
    expect(steps[0]!.span.file).toBe(test_.file)
    expect(FILE.slice(steps[0]!.span.start, steps[0]!.span.end)).toBe('get: /e2\n')
  })

  test('of a file that is a list is found by its index', () => {
    const slice = sliceTest(read('- get: /a\n- get: /b\n'), [0], 'to')
    expect(urls(slice.steps)).toEqual(['/a'])
  })

  test.each<Path>([['steps', 9], ['name'], ['steps', 1, 'each', 'nothing', 0], ['steps', 0, 'put', 0]])(
    'is refused where there is no step: %j %j %j %j',
    (...path) => {
      expect(() =>
        sliceTest(
          test_,
          path.filter((part) => part !== undefined),
          'to',
        ),
      ).toThrow(RangeError)
    },
  )
})
