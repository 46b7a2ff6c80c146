import { Ajv, type ValidateFunction } from 'ajv'
import formats from 'ajv-formats'
import { readFileSync } from 'node:fs'
import { join } from 'node:path'

const FOLDER = join(import.meta.dirname, '../fixtures/openapi')

/** Whose description: of GitHub as everybody has it, or of an Enterprise Server. */
export type ApiName = 'api.github.com' | 'ghes-3.17'

/** One question and its answer, as they went over the wire. */
export interface Exchange {
  readonly method: string
  /** With its query. */
  readonly path: string
  /** `null` where nothing was sent. */
  readonly body: unknown
  readonly status: number
  /** `undefined` where nothing was answered. */
  readonly data: unknown
}

interface Parameter {
  readonly name: string
  readonly in: string
  readonly required?: boolean
  readonly schema: object
}

interface Content {
  readonly content?: Readonly<Record<string, { readonly schema: object }>>
}

interface Operation {
  readonly parameters?: readonly (Parameter | Reference)[]
  readonly requestBody?: Content & { readonly required?: boolean }
  readonly responses: Readonly<Record<string, Content | Reference>>
}

interface Reference {
  readonly $ref: string
}

interface Description {
  readonly paths: Readonly<Record<string, Readonly<Record<string, Operation>>>>
  readonly components: Readonly<Record<string, Readonly<Record<string, unknown>>>>
}

/**
 * What GitHub says of its own API, in OpenAPI, of the operations that are called (scripts/slice-openapi.ts). A request
 * or a reply that does not fit it is one that the real server would not take, or never send.
 */
export class ApiDescription {
  readonly #description: Description
  readonly #ajv: Ajv
  readonly #validators = new Map<string, ValidateFunction>()

  private constructor(description: Description) {
    this.#description = description
    this.#ajv = new Ajv({ strict: false, allErrors: true, coerceTypes: false, logger: false })
    formats.default(this.#ajv)
    this.#ajv.addSchema({ $id: 'api', components: asJsonSchema(description.components) })
  }

  static readonly #known = new Map<ApiName, ApiDescription>()

  static of(name: ApiName): ApiDescription {
    const known = this.#known.get(name)
    if (known !== undefined) return known
    const text = readFileSync(join(FOLDER, `${name}.json`), 'utf8')
    const made = new ApiDescription(JSON.parse(text) as Description)
    this.#known.set(name, made)
    return made
  }

  /**
   * An example that GitHub gives (of a list, its first), changed. Some of them lag behind their own schema: what they lack
   * must be among the changes.
   */
  example<Data extends object>(name: string, schema: string, changes: Partial<Data>): Data {
    const { value } = this.#resolve<{ readonly value: unknown }>({ $ref: `#/components/examples/${name}` })
    const example: unknown = Array.isArray(value) ? value[0] : value
    const data: unknown = { ...structuredClone(example as object), ...changes }
    const $ref = `#/components/schemas/${schema}`
    const validate = this.#validator<Data>($ref, { $ref })
    if (!validate(data)) throw new Error(`the example ${name} is no ${schema}: ${wordsOf(validate)}`)
    return data
  }

  /** In what a question and its answer differ from the description; empty where they fit. */
  problemsOf(exchange: Exchange): readonly string[] {
    const { method, path, status } = exchange
    const url = new URL(path, 'http://host')
    const found = this.#find(method, url.pathname)
    if (found === null) return [`${method} ${path}: there is no such operation`]
    const problems = [
      ...this.#problemsOfRequest(found, url.searchParams, exchange),
      ...this.#problemsOfReply(found, exchange),
    ]
    return problems.map((problem) => `${method} ${path} ${status}: ${problem}`)
  }

  #find(method: string, pathname: string): FoundOperation | null {
    for (const [template, operations] of Object.entries(this.#description.paths)) {
      const operation = operations[method.toLowerCase()]
      const last = template.endsWith('{ref}') ? '(?<$1>.+)' : '(?<$1>[^/]+)'
      const pattern = new RegExp(`^${template.replace(/\{(\w+)\}/g, last)}$`)
      const match = pattern.exec(pathname)
      if (operation !== undefined && match !== null)
        return { key: `${method} ${template}`, operation, named: { ...match.groups } }
    }
    return null
  }

  #problemsOfRequest(
    { key, operation, named }: FoundOperation,
    query: URLSearchParams,
    { body }: Exchange,
  ): readonly string[] {
    const parameters = (operation.parameters ?? []).map((each) => this.#resolve<Parameter>(each))
    const problems = (['path', 'query'] as const).flatMap((place) => {
      const ofPlace = parameters.filter((parameter) => parameter.in === place)
      const schema = {
        type: 'object',
        properties: Object.fromEntries(ofPlace.map((each) => [each.name, each.schema])),
        required: ofPlace.filter(({ required }) => required === true).map(({ name }) => name),
        additionalProperties: false,
      }
      const given = place === 'path' ? named : Object.fromEntries(query)
      const types = new Map(ofPlace.map((each) => [each.name, JSON.stringify(each.schema)]))
      return this.#check(`${key} ${place}`, schema, asTyped(given, types))
    })
    const { requestBody } = operation
    if (requestBody === undefined) return [...problems, ...(body === null ? [] : ['it takes no body'])]
    if (body === null) return [...problems, ...(requestBody.required === true ? ['it takes a body'] : [])]
    const sent = requestBody.content?.['application/json']?.schema ?? {}
    return [...problems, ...this.#check(`${key} body`, sent, body)]
  }

  #problemsOfReply({ key, operation }: FoundOperation, { status, data }: Exchange): readonly string[] {
    const described = operation.responses[String(status)]
    // Of the errors that any operation may end in, not each operation speaks.
    if (described === undefined && status >= 400)
      return this.#check('error', { $ref: '#/components/schemas/basic-error' }, data)
    if (described === undefined) return [`it never answers ${status}`]
    const content = this.#resolve<Content>(described).content?.['application/json']
    if (content === undefined) return data === undefined ? [] : ['it answers without a body']
    return this.#check(`${key} ${status}`, content.schema, data)
  }

  #check(key: string, schema: object, data: unknown): readonly string[] {
    const validate = this.#validator(key, schema)
    return validate(data) ? [] : [`${key.split(' ').at(-1) ?? ''}: ${wordsOf(validate)}`]
  }

  #validator<Data>(key: string, schema: object): ValidateFunction<Data> {
    const known = this.#validators.get(key)
    const validate = known ?? this.#ajv.compile(asJsonSchema(schema) as object)
    this.#validators.set(key, validate)
    return validate as ValidateFunction<Data>
  }

  #resolve<Target>(target: Target | Reference): Target {
    if (typeof target !== 'object' || target === null || !('$ref' in target)) return target
    const [, , kind = '', name = ''] = target.$ref.split('/')
    const found = this.#description.components[kind]?.[name]
    if (found === undefined) throw new Error(`there is no ${target.$ref}`)
    return this.#resolve(found as Target | Reference)
  }
}

interface FoundOperation {
  readonly key: string
  readonly operation: Operation
  /** The parts of the path that are parameters. */
  readonly named: Readonly<Record<string, string>>
}

/** What stands in an address is text; where a number is asked for, that of a number counts as one. */
function asTyped(
  given: Readonly<Record<string, string>>,
  types: ReadonlyMap<string, string>,
): Readonly<Record<string, unknown>> {
  return Object.fromEntries(
    Object.entries(given).map(([name, text]) => {
      const isNumber = types.get(name)?.includes('"type":"integer"') === true && /^-?\d+$/.test(text)
      return [name, isNumber ? Number(text) : decodeURIComponent(text)]
    }),
  )
}

function wordsOf({ errors }: ValidateFunction): string {
  return (errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message ?? ''}`).join('; ')
}

/** OpenAPI 3.0 says `nullable` where JSON Schema has a type of its own for it, and refers within its own document. */
function asJsonSchema(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(asJsonSchema)
  if (typeof value !== 'object' || value === null) return value
  const { nullable, ...rest } = value as Readonly<Record<string, unknown>>
  const { $ref } = rest
  const own = Object.fromEntries(Object.entries(rest).map(([key, child]) => [key, asJsonSchema(child)]))
  const schema = typeof $ref === 'string' ? { ...own, $ref: $ref.replace(/^#/, 'api#') } : own
  return nullable === true ? { anyOf: [schema, { type: 'null' }] } : schema
}
