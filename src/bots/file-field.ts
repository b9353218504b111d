/** The field or option of its own in which a platform asks for a file beside a text. */
import type { OptionSpec } from '../core/grammar/spec.ts'

const SUFFIX = '-file'

/** "text-file", beside "text"; a document is asked for under its own name. */
export const toFileName = ({ name, kind }: Pick<OptionSpec, 'name' | 'kind'>): string =>
  kind === 'file' ? name : `${name}${SUFFIX}`

/** The option that a file is for: of "text-file" it is "text". */
export const toOptionName = (name: string): string =>
  name.endsWith(SUFFIX) ? name.slice(0, -SUFFIX.length) : name

/** "Statement, word for word, as a file" */
export const toFileLabel = ({ label, kind }: Pick<OptionSpec, 'label' | 'kind'>): string =>
  kind === 'file' ? label : `${label}, as a file`
