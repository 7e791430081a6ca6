/**
 * What may stand where in a file: the catalog's fields, with the file around the steps described in the same words, so
 * that completion, hover and the search for names all walk one kind of thing.
 */
import type { CatalogDocument, ComponentDocument, FieldDocument, NamedField } from '@merlon/protocol'
import type { FileKind } from './world.ts'

export type Shape =
  | { readonly is: 'field'; readonly field: FieldDocument }
  | { readonly is: 'step' }
  | { readonly is: 'component'; readonly component: ComponentDocument }

const value: FieldDocument = { role: 'value', summary: 'A value', takes: 'any value; text in it may hold `${ }`' }
const text: FieldDocument = { role: 'text', summary: '', takes: 'text, as it is' }
const variables: FieldDocument = {
  role: 'map',
  summary: 'Variables',
  takes: 'a map of names to values; text in them may hold `${ }`',
  keys: 'variables',
  items: value,
}

const types: FieldDocument = {
  role: 'choice',
  summary: 'What the cells of the column are read as',
  takes: 'one of `string`, `integer`, `number`, `boolean`',
  options: ['string', 'integer', 'number', 'boolean'],
}

const file: FieldDocument = { role: 'file', summary: 'A file of rows', takes: 'a path below `files/`' }

const inputs: NamedField = {
  name: 'inputs',
  role: 'either',
  summary: 'The steps run once for each input set, each time from a fresh start',
  takes: 'a map from the name of a set to its variables; a file below `files/`; or a map with `file`, `types`',
  alternatives: [
    {
      role: 'object',
      summary: 'Input sets from a file',
      takes: 'a map with `file`, `types`',
      fields: [
        { ...file, name: 'file', required: true },
        {
          name: 'types',
          role: 'map',
          summary: 'Types of columns; cells are text where nothing is said',
          takes: 'a map of columns to types',
          keys: 'variables',
          items: types,
        },
      ],
    },
    { role: 'map', summary: 'Input sets by name', takes: 'a map of names to variables', items: variables },
    file,
  ],
}

const steps = (name: string, summary: string): NamedField => ({
  name,
  role: 'steps',
  summary,
  takes: 'a list of steps',
})

function testFields(catalog: CatalogDocument): NamedField[] {
  return [
    { ...text, name: 'name', summary: 'What the test is called' },
    { ...text, name: 'description', summary: 'What it shows' },
    {
      name: 'tags',
      role: 'list',
      summary: 'Words by which tests are found and run',
      takes: 'a list: text, as it is',
      items: text,
    },
    { ...variables, name: 'globals', summary: 'Variables that hold for every input set' },
    inputs,
    {
      name: 'config',
      role: 'object',
      summary: 'What every request of the test shares, and the limits of the run',
      takes: 'a map',
      fields: catalog.config,
    },
    steps('before', 'Steps that run once, ahead of all input sets'),
    { ...steps('steps', 'What the test does, from top to bottom'), required: true },
    steps('finally', 'Steps that always run at the end, whatever happened before'),
  ]
}

const snippetFields: readonly NamedField[] = [
  { ...variables, name: 'params', summary: 'What the snippet takes, with defaults' },
  {
    name: 'returns',
    role: 'map',
    summary: 'What it hands back: names and expressions',
    takes: 'a map of names to expressions',
    items: { role: 'expression', summary: 'What is handed back', takes: 'an expression' },
  },
  { ...steps('steps', 'What the snippet does'), required: true },
]

const secrets: NamedField = {
  name: 'secrets',
  role: 'list',
  summary: 'Names of variables whose values are kept elsewhere and masked',
  takes: 'a list of names',
  items: { role: 'name', summary: 'A variable', takes: "a variable's name", writes: true },
}

/** Keys that may stand beside the component in a step. */
export const besideComponent: readonly NamedField[] = [
  { ...text, name: 'title', summary: 'Shown in the report' },
  { ...text, name: 'skip', summary: 'Why the step is skipped' },
]

const asField = (field: FieldDocument): Shape => ({ is: 'field', field })

/** The walk through what a kind of file may hold. */
export class Shapes {
  readonly components: ReadonlyMap<string, ComponentDocument>
  readonly #root: FieldDocument
  readonly #kind: FileKind

  constructor(catalog: CatalogDocument, kind: FileKind) {
    this.#kind = kind
    this.components = new Map(
      catalog.components.flatMap((one) => [one.name, ...one.olderNames].map((name) => [name, one] as const)),
    )
    const fields = kind === 'test' ? testFields(catalog) : kind === 'snippet' ? snippetFields : [secrets]
    this.#root = { role: 'object', summary: '', takes: '', fields }
  }

  get root(): Shape {
    return asField(this.#root)
  }

  /** The shape of a member or an item; undefined where nothing is known of it. */
  below(shape: Shape, segment: string | number): Shape | undefined {
    if (shape.is === 'component') return this.#inComponent(shape.component, segment)
    if (shape.is === 'step') return typeof segment === 'string' ? this.#inStep(segment) : undefined
    return this.#inField(shape.field, segment)
  }

  #inStep(name: string): Shape | undefined {
    const beside = besideComponent.find((one) => one.name === name)
    if (beside) return asField(beside)
    const component = this.components.get(name)
    return component && { is: 'component', component }
  }

  #inComponent({ fields }: ComponentDocument, segment: string | number): Shape | undefined {
    if (typeof segment === 'number') return fields.some(isStepList) ? { is: 'step' } : this.#inPrimary(fields, segment)
    const field = fieldNamed(fields, segment)
    return field && asField(field)
  }

  #inPrimary(fields: readonly NamedField[], segment: number): Shape | undefined {
    const primary = fields.find((one) => one.primary)
    return primary && this.#inField(primary, segment)
  }

  #inField(field: FieldDocument, segment: string | number): Shape | undefined {
    switch (field.role) {
      case 'value':
        return asField(value)
      case 'steps':
        return typeof segment === 'number' ? { is: 'step' } : undefined
      case 'list':
        return typeof segment === 'number' && field.items ? asField(field.items) : undefined
      case 'map':
        return typeof segment === 'string' && field.items ? asField(field.items) : undefined
      case 'object':
        return typeof segment === 'string' ? this.#inObject(field, segment) : this.#bareList(field)
      case 'either':
        return first(field.alternatives ?? [], (one) => this.#inField(one, segment))
      default:
        return undefined
    }
  }

  #inObject(field: FieldDocument, name: string): Shape | undefined {
    const found = fieldNamed(field.fields ?? [], name)
    if (found) return asField(found)
    // A vault holds nothing but variables beside its list of secrets.
    return field === this.#root && this.#kind === 'variables' ? asField(value) : undefined
  }

  /** A test or snippet may be a bare list of steps. */
  #bareList(field: FieldDocument): Shape | undefined {
    return field === this.#root && this.#kind !== 'variables' ? { is: 'step' } : undefined
  }

  /** Fields that a map of this shape takes; undefined where its keys are free. */
  fieldsOf(shape: Shape): readonly NamedField[] | undefined {
    if (shape.is === 'component') return shape.component.fields
    if (shape.is === 'step') return undefined
    const { field } = shape
    if (field.role === 'object') return field.fields
    const objects = (field.alternatives ?? []).filter(({ role }) => role === 'object')
    return objects.length > 0 ? objects.flatMap(({ fields }) => fields ?? []) : undefined
  }

  /** What the keys of a map of this shape name, when they are free. */
  keysOf(shape: Shape, key: string): FieldDocument['keys'] {
    if (shape.is !== 'field') return undefined
    const { field } = shape
    if (field === this.#root) return this.#kind === 'variables' && key !== secrets.name ? 'variables' : undefined
    return field.keys
  }

  /** The field that a scalar standing there is read by, one for each thing that it may be. */
  scalarsOf(shape: Shape): readonly FieldDocument[] {
    if (shape.is === 'step') return []
    if (shape.is === 'field') return scalars(shape.field)
    const primary = shape.component.fields.find((one) => one.primary)
    return primary ? scalars(primary) : []
  }
}

export const isStepList = (field: NamedField): boolean => field.role === 'steps' && field.required === true

export function fieldNamed(fields: readonly NamedField[], name: string): NamedField | undefined {
  return fields.find((one) => one.name === name) ?? fields.find((one) => one.aliases?.includes(name))
}

function scalars(field: FieldDocument): readonly FieldDocument[] {
  switch (field.role) {
    case 'either':
      return (field.alternatives ?? []).flatMap(scalars)
    case 'list':
      return field.items ? scalars(field.items) : []
    case 'object':
    case 'map':
    case 'steps':
      return []
    default:
      return [field]
  }
}

function first<T, R>(items: readonly T[], find: (item: T) => R | undefined): R | undefined {
  for (const item of items) {
    const found = find(item)
    if (found !== undefined) return found
  }
  return undefined
}

const known = new WeakMap<CatalogDocument, Map<FileKind, Shapes>>()

/** The shapes of a kind of file; made once for a catalog. */
export function shapesOf(catalog: CatalogDocument, kind: FileKind): Shapes {
  const kinds = known.get(catalog) ?? new Map<FileKind, Shapes>()
  known.set(catalog, kinds)
  const shapes = kinds.get(kind) ?? new Shapes(catalog, kind)
  kinds.set(kind, shapes)
  return shapes
}
