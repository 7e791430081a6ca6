/** The JSON Schemas of a project's files, for editors. What they refuse, the loader refuses too, in better words. */
import type { Catalog } from '../catalog.ts'
import { configFields } from '../compile/config.ts'
import { stepDefinitions } from './component-schema.ts'
import { fieldsSchema } from './roles.ts'
import { DRAFT, type Schema, strictObject } from './schema.ts'
import { shareFields } from './share.ts'

const text = (description: string): Schema => ({ description, type: ['string', 'number', 'boolean'] })
const values = (description: string): Schema => ({ description, type: 'object' })
const steps = (description: string): Schema => ({ description, allOf: [{ $ref: '#/definitions/steps' }] })
const someSteps = (description: string): Schema => ({ ...steps(description), minItems: 1 })

const config = (catalog: Catalog, description: string): Schema => ({
  description,
  ...fieldsSchema(configFields(catalog)),
})

const tags: Schema = {
  description: 'Chosen by `--tags`',
  anyOf: [{ type: 'array', items: { type: ['string', 'number', 'boolean'] } }, { type: 'string' }],
}

const inputs: Schema = {
  description: 'The test runs once for each input set: a map of sets, or a file with one row for each',
  anyOf: [
    { type: 'string', description: 'A path below `files/`: CSV, JSON or YAML' },
    strictObject(
      {
        file: { type: 'string', description: 'A path below `files/`: CSV, JSON or YAML' },
        types: {
          description: 'Types of columns, whose cells are text otherwise',
          type: 'object',
          additionalProperties: { enum: ['string', 'text', 'number', 'integer', 'boolean'] },
        },
      },
      { required: ['file'] },
    ),
    {
      type: 'object',
      description: 'Variables by the name of the set',
      additionalProperties: { type: ['object', 'null'] },
    },
  ],
}

/** The schema of a test in today's form. */
export function testSchema(catalog: Catalog): Schema {
  const sections = strictObject(
    {
      name: text("The test's name; the file's where nothing is said"),
      description: text('What is tested, for readers'),
      tags,
      globals: values('Variables of this test'),
      inputs,
      config: config(catalog, 'Limits of the run, and what all requests share'),
      before: steps('Run once, ahead of the first input set'),
      steps: someSteps('Run for each input set'),
      finally: steps('Always run at the end: after a failure, a stop, a time-out'),
    },
    { required: ['steps'] },
  )
  const list = someSteps('The steps alone: the shortest form of a test')
  return shareFields({
    $schema: DRAFT,
    title: 'Merlon test',
    anyOf: [sections, list],
    definitions: stepDefinitions(catalog),
  })
}

/** The schema of a snippet: a list of steps, perhaps with parameters and results. */
export function snippetSchema(catalog: Catalog): Schema {
  const parts = strictObject(
    {
      params: values('What the snippet takes, each with its default'),
      returns: {
        description: 'What the snippet gives back: a name, and an expression for its value',
        type: 'object',
        additionalProperties: { type: ['string', 'number', 'boolean'] },
      },
      steps: steps('What it does'),
    },
    { required: ['steps'] },
  )
  return shareFields({
    $schema: DRAFT,
    title: 'Merlon snippet',
    anyOf: [parts, steps('The steps alone')],
    definitions: stepDefinitions(catalog),
  })
}

/** The schema of `merlon.yaml`. */
export function projectSchema(catalog: Catalog): Schema {
  const fields = strictObject({
    name: text("The project's name"),
    workers: {
      description: 'Tests that run side by side: a number, or a share of the processors such as `50%`',
      type: ['integer', 'string'],
    },
    config: config(catalog, 'Defaults for all tests; what a test says itself wins'),
    openapi: {
      description: 'Documents of the system under test',
      anyOf: [{ type: 'string' }, { type: 'array', items: { type: 'string' } }],
    },
  })
  return { $schema: DRAFT, title: 'Merlon project', ...fields }
}
