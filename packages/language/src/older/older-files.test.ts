import { describe, expect, it } from 'vitest'
import { olderTestFolders } from './older-files.ts'

describe('folders with tests of the older forms', () => {
  it('are those with a unit and an input file', () => {
    const { tests, alone, diagnostics } = olderTestFolders([
      'tests/b/input.xml',
      'tests/b/unit.xml',
      'tests/a/unit.yaml',
      'tests/a/input.yml',
      'unit.yml',
      'input.yaml',
      'tests/a/other.yaml',
      'tests/my-unit.xml',
      'tests/unit.xml/x.txt',
    ])
    expect(tests).toEqual([
      { folder: '', carrier: 'yaml', unit: 'unit.yml', input: 'input.yaml' },
      { folder: 'tests/a', carrier: 'yaml', unit: 'tests/a/unit.yaml', input: 'tests/a/input.yml' },
      { folder: 'tests/b', carrier: 'xml', unit: 'tests/b/unit.xml', input: 'tests/b/input.xml' },
    ])
    expect([alone, diagnostics]).toEqual([[], []])
  })

  it('leave a unit in YAML without input to whoever reads its text', () => {
    const { tests, alone, diagnostics } = olderTestFolders(['a/unit.yaml', 'b/unit.yaml', 'b/unit.yml', 'c/input.yaml'])
    expect({ tests, alone, diagnostics }).toEqual({
      tests: [],
      alone: ['a/unit.yaml', 'b/unit.yaml', 'b/unit.yml'],
      diagnostics: [],
    })
  })

  const complaints: [files: string[], code: string, severity: string, message: string][] = [
    [['unit.xml'], 'no-input-file', 'warning', 'this test is not run, since it has no `input.xml` beside it'],
    [
      ['unit.xml', 'unit.yaml'],
      'two-forms',
      'error',
      "a folder holds one test, written in YAML or in XML, but this one has 'unit.xml' and 'unit.yaml'",
    ],
    [
      ['unit.yaml', 'input.xml'],
      'two-forms',
      'error',
      "a folder holds one test, written in YAML or in XML, but this one has 'unit.yaml' and 'input.xml'",
    ],
    [
      ['unit.yaml', 'unit.yml', 'input.yaml'],
      'two-forms',
      'error',
      "a folder holds one test, but this one has 'unit.yaml' and 'unit.yml' and 'input.yaml'",
    ],
  ]
  for (const [files, code, severity, message] of complaints) {
    it(`${severity === 'error' ? 'complain' : 'warn'} about ${files.join(' and ')}`, () => {
      const { tests, alone, diagnostics } = olderTestFolders(files.map((name) => `t/${name}`))
      expect([tests, alone]).toEqual([[], []])
      expect(diagnostics).toEqual([
        expect.objectContaining({ code, severity, message, location: { file: `t/${files[0]}`, line: 1, column: 1 } }),
      ])
    })
  }
})
