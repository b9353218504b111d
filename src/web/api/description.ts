/** The description of the interface for programs (OpenAPI 3.1), made of the schemas of its answers. */
import { z } from 'zod'
import { registerPage } from '../../core/references/pages.ts'
import { REGISTERS } from '../../core/registers/registers.ts'
import {
  faultSchema,
  issueSchema,
  issuesSchema,
  meetingSchema,
  meetingsSchema,
  registerSchemas,
  registersSchema,
  wholeIssueSchema,
} from './schemas.ts'

export interface Described {
  /** "/issues/{reference}" */
  path: string
  summary: string
  /** The parameters behind the question mark. */
  query?: Readonly<Record<string, string>>
  answer: z.ZodType
}

const PAGE = { page: 'The page, from 1.' }

/** The requests of the interface, without the parts that each register adds. */
const PATHS: readonly Described[] = [
  { path: '/registers', summary: 'All registers, with how much is in each', answer: registersSchema },
  {
    path: '/meetings',
    summary: 'Meetings of a year, by date',
    query: { year: 'Such as 2026; left out: this year.', group: 'Such as RG-DT.', ...PAGE },
    answer: meetingsSchema,
  },
  { path: '/meetings/{reference}', summary: 'A meeting', answer: meetingSchema },
  {
    path: '/issues',
    summary: 'Issues between study groups, the latest changed first',
    query: {
      stage: 'chairs, escalated, wp2, solved, concluded or withdrawn; left out: all.',
      group: 'An SG concerned, such as SG17.',
      text: 'Words of the topic, or how they begin.',
      ...PAGE,
    },
    answer: issuesSchema,
  },
  { path: '/issues/{reference}', summary: 'An issue with its whole timeline', answer: wholeIssueSchema },
]

const ofRegisters = (): Described[] =>
  REGISTERS.flatMap((register): Described[] => {
    const path = registerPage(register.name)
    const { entries, wholeEntry } = registerSchemas.get(register.name)!
    const filters = Object.entries(register.filters as Record<string, { label: string }>)
    return [
      {
        path,
        summary: `${register.title}: entries, filtered, searched and sorted`,
        query: {
          ...Object.fromEntries(filters.map(([name, { label }]) => [name, `${label}.`])),
          find: 'A part of the key.',
          words: 'Words of the fields, or how they begin.',
          sort: 'key, -key, -changed (the latest first) or a field; “-title” is by title, in reverse.',
          ...PAGE,
        },
        answer: entries,
      },
      {
        path: `${path}/{key}`,
        summary: `${register.title}: one entry with its history`,
        answer: wholeEntry,
      },
    ]
  })

/** `url`: where the interface is. */
export function describeApi(url: string): object {
  const all = [...PATHS, ...ofRegisters()]
  const registry = z.registry<{ id: string }>()
  const schemas = [...new Set([faultSchema, issueSchema, ...all.map(d => d.answer)])]
  for (const schema of schemas) {
    const id = z.globalRegistry.get(schema)?.id
    if (id !== undefined) registry.add(schema, { id })
  }
  const { schemas: described } = z.toJSONSchema(registry, {
    uri: id => `#/components/schemas/${id}`,
    unrepresentable: 'any',
    target: 'draft-2020-12',
  })
  // Each would be a document of its own; inside of one, an `$id` with a “#” is none that JSON Schema allows.
  const components = Object.fromEntries(
    Object.entries(described).map(([id, { $id, $schema, ...schema }]) => [id, schema]),
  )
  return {
    openapi: '3.1.0',
    info: {
      title: 'intersg',
      version: '1',
      description:
        'What the bot knows, to be read by programs: registers, meetings and issues. A token is given by `/sg web token` in chat; it has the rights of its owner, and changes nothing.',
    },
    servers: [{ url }],
    security: [{ token: [] }],
    components: { securitySchemes: { token: { type: 'http', scheme: 'bearer' } }, schemas: components },
    paths: Object.fromEntries(all.map(d => [d.path, { get: operation(d) }])),
  }
}

function operation({ path, summary, query = {}, answer }: Described): object {
  const inPath = [...path.matchAll(/\{(\w+)\}/g)].map(([, name]) => ({
    name,
    in: 'path',
    required: true,
    schema: { type: 'string' },
  }))
  const inQuery = Object.entries(query).map(([name, description]) => ({
    name,
    in: 'query',
    description,
    schema: { type: 'string' },
  }))
  const refused = (description: string) => ({ description, content: json(faultSchema) })
  return {
    summary,
    parameters: [...inPath, ...inQuery],
    responses: {
      200: { description: 'As asked', content: json(answer) },
      400: refused('The question can’t be understood'),
      401: refused('There is no token, or it has ended'),
      403: refused('Its owner may not read this'),
      404: refused('There is no such entry or page'),
      429: refused('It asks too often; Retry-After says how many seconds to wait'),
    },
  }
}

const json = (schema: z.ZodType): object => ({
  'application/json': { schema: { $ref: `#/components/schemas/${z.globalRegistry.get(schema)?.id}` } },
})
