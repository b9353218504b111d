/**
 * Requests that Slack refuses, by its documented limits. The numbers stand here a second time on purpose: a wrong one
 * in the renderer must not agree with itself.
 */

type Json = Record<string, unknown>

/** The faults of the blocks of a message, or of what takes more; none when Slack would take them. */
export function faultsOfBlocks(blocks: unknown, most = 50, mostBytes = 12_000): string[] {
  const faults: string[] = []
  if (!Array.isArray(blocks)) return ['blocks is not a list']
  if (blocks.length > most) faults.push(`${blocks.length} blocks`)
  const bytes = Buffer.byteLength(JSON.stringify(blocks))
  if (bytes > mostBytes) faults.push(`msg_blocks_too_long: ${bytes} bytes`)
  const actionIds: string[] = []
  for (const block of blocks as Json[]) checkBlock(block, faults, actionIds)
  if (new Set(actionIds).size !== actionIds.length) faults.push('an action_id twice')
  return faults
}

function checkBlock(block: Json, faults: string[], actionIds: string[]): void {
  const elements = block.elements as Json[]
  switch (block.type) {
    case 'header':
      checkText(block.text, ['plain_text'], 150, 'header', faults)
      return
    case 'section':
      checkText(block.text, ['plain_text', 'mrkdwn'], 3000, 'section', faults)
      return
    case 'context':
      if (!(elements.length >= 1 && elements.length <= 10))
        faults.push(`context: ${elements.length} elements`)
      for (const element of elements) checkText(element, ['plain_text', 'mrkdwn'], 3000, 'context', faults)
      return
    case 'actions':
      if (!(elements.length >= 1 && elements.length <= 25))
        faults.push(`actions: ${elements.length} elements`)
      for (const element of elements) checkButton(element, faults, actionIds)
      return
    case 'rich_text':
      if (elements.length === 0) faults.push('rich_text: empty')
      for (const element of elements) checkRich(element, faults)
      return
    default:
      faults.push(`block of type ${String(block.type)}`)
  }
}

function checkText(text: unknown, types: string[], most: number, where: string, faults: string[]): void {
  const { type, text: words, emoji, verbatim } = (text ?? {}) as Json
  if (!types.includes(String(type))) faults.push(`${where}: text of type ${String(type)}`)
  if (typeof words !== 'string' || words.trim() === '') faults.push(`${where}: no text`)
  else if (words.length > most) faults.push(`${where}: ${words.length} characters`)
  else if (type === 'mrkdwn') checkMrkdwn(words, where, faults)
  if (typeof words === 'string') checkUnicode(words, where, faults)
  if (type === 'mrkdwn' && emoji !== undefined) faults.push(`${where}: emoji in mrkdwn`)
  if (type === 'plain_text' && verbatim !== undefined) faults.push(`${where}: verbatim in plain_text`)
}

/** Every "<" opens an entity of ours, and every "&" is an escape: there is no mention, and nothing is forged or cut. */
export function checkMrkdwn(text: string, where: string, faults: string[]): void {
  const rest = text
    .replace(/<!date\^\d+\^(?:\{\w+\}| at )+\|[^<>|]+>/g, '')
    .replace(/<(?:https?:|mailto:)[^<>|\s]+(?:\|[^<>|]+)?>/g, '')
  if (/[<>]/.test(rest)) faults.push(`${where}: markup in ${JSON.stringify(rest.slice(0, 60))}`)
  if (/&(?!(?:amp|lt|gt);)/.test(text)) faults.push(`${where}: "&" not escaped`)
}

function checkUnicode(text: string, where: string, faults: string[]): void {
  if (!text.isWellFormed()) faults.push(`${where}: half a character`)
}

function checkButton(element: Json, faults: string[], actionIds: string[]): void {
  if (element.type !== 'button') return void faults.push(`actions: element ${String(element.type)}`)
  checkText(element.text, ['plain_text'], 75, 'button', faults)
  const { action_id: id, value, style, url } = element
  if (typeof id !== 'string' || id === '' || id.length > 255) faults.push('button: action_id')
  actionIds.push(String(id))
  // A link button needs no value; one with neither does nothing here.
  if (url !== undefined && (typeof url !== 'string' || !URL.canParse(url) || url.length > 3000))
    faults.push('button: url')
  if (url === undefined || value !== undefined)
    if (typeof value !== 'string' || value === '' || value.length > 2000) faults.push('button: value')
  if (style !== undefined && style !== 'primary' && style !== 'danger')
    faults.push(`button: style ${String(style)}`)
}

function checkRich(part: Json, faults: string[]): void {
  const elements = part.elements as Json[]
  if (!Array.isArray(elements) || elements.length === 0)
    return void faults.push(`${String(part.type)}: empty`)
  switch (part.type) {
    case 'rich_text_list':
      if (part.style !== 'bullet' && part.style !== 'ordered') faults.push('list: style')
      for (const item of elements) {
        if (item.type !== 'rich_text_section') faults.push(`list: item ${String(item.type)}`)
        checkRich(item, faults)
      }
      return
    case 'rich_text_section':
    case 'rich_text_quote':
      for (const element of elements) checkSpan(element, faults)
      return
    default:
      faults.push(`rich text of type ${String(part.type)}`)
  }
}

function checkSpan(span: Json, faults: string[]): void {
  switch (span.type) {
    case 'text':
      if (typeof span.text !== 'string' || span.text === '' || span.text.length > 3000)
        faults.push('rich text: text')
      else checkUnicode(span.text, 'rich text', faults)
      return
    case 'link':
      if (!/^(https?|mailto):/.test(String(span.url)) || String(span.url).length > 3000)
        faults.push('rich text: url')
      if (span.text !== undefined && String(span.text).trim() === '')
        faults.push('rich text: link without words')
      return
    case 'date':
      if (!Number.isInteger(span.timestamp) || !/\{\w+\}/.test(String(span.format)) || !span.fallback)
        faults.push('rich text: date')
      return
    default:
      // Mentions of people, channels and everybody: our messages have none.
      faults.push(`rich text: ${String(span.type)}`)
  }
}

/** The faults of a message's `text`. */
export function faultsOfText(text: unknown): string[] {
  const faults: string[] = []
  if (typeof text !== 'string' || text.trim() === '') return ['no_text']
  if (text.length > 4000) faults.push('msg_too_long')
  checkMrkdwn(text, 'text', faults)
  checkUnicode(text, 'text', faults)
  return faults
}

/** The faults of a Home tab. */
export function faultsOfHome(view: Json): string[] {
  const faults = faultsOfBlocks(view.blocks, 100, 250_000)
  if (view.type !== 'home') faults.push('not a home')
  for (const part of ['title', 'submit', 'close']) if (view[part] !== undefined) faults.push(`home: ${part}`)
  if (Buffer.byteLength(JSON.stringify(view)) > 250_000) faults.push('view_too_large')
  return faults
}

/** The faults of a modal. */
export function faultsOfView(view: Json): string[] {
  const faults: string[] = []
  const blocks = view.blocks as Json[]
  if (view.type !== 'modal') faults.push('not a modal')
  if (view.submit === undefined && !blocks.some(block => block.type === 'input')) {
    // Nothing to fill in: what a message can have.
    for (const part of ['title', 'close']) checkText(view[part], ['plain_text'], 24, `modal ${part}`, faults)
    return [...faults, ...faultsOfBlocks(blocks, 100, 250_000)]
  }
  for (const part of ['title', 'submit', 'close'])
    checkText(view[part], ['plain_text'], 24, `modal ${part}`, faults)
  if (String(view.private_metadata ?? '').length > 3000) faults.push('private_metadata')
  if (String(view.callback_id ?? '').length > 255) faults.push('callback_id')
  if (blocks.length === 0 || blocks.length > 100) faults.push(`modal: ${blocks.length} blocks`)
  // Slack itself gives an id to a block that has none.
  const ids = blocks.filter(b => b.type === 'input' || b.block_id !== undefined).map(b => String(b.block_id))
  if (new Set(ids).size !== ids.length || ids.some(id => id === '' || id.length > 255))
    faults.push('block_id')
  for (const block of blocks) {
    if (block.type === 'section') {
      checkText(block.text, ['plain_text', 'mrkdwn'], 3000, 'section', faults)
      continue
    }
    if (block.type !== 'input') faults.push(`modal: ${String(block.type)}`)
    checkText(block.label, ['plain_text'], 2000, 'label', faults)
    if (block.hint !== undefined) checkText(block.hint, ['plain_text'], 2000, 'hint', faults)
    checkInput(block.element as Json, faults)
  }
  return faults
}

function checkInput(element: Json, faults: string[]): void {
  if (element.placeholder !== undefined)
    checkText(element.placeholder, ['plain_text'], 150, 'placeholder', faults)
  switch (element.type) {
    case 'plain_text_input': {
      const most = Number(element.max_length ?? 3000)
      if (most < 1 || most > 3000) faults.push('input: max_length')
      if (String(element.initial_value ?? '').length > most) faults.push('input: initial_value')
      return
    }
    case 'static_select':
    case 'multi_static_select': {
      const options = element.options as Json[]
      if (options.length === 0 || options.length > 100) faults.push(`select: ${options.length} options`)
      for (const option of options) {
        checkText(option.text, ['plain_text'], 75, 'option', faults)
        if (String(option.value).length > 75 || option.value === '') faults.push('option: value')
      }
      const all = options.map(option => JSON.stringify(option))
      const initial = (element.initial_options ?? [element.initial_option].filter(Boolean)) as Json[]
      if (initial.some(option => !all.includes(JSON.stringify(option))))
        faults.push('select: initial option unknown')
      if (element.initial_options !== undefined && initial.length === 0)
        faults.push('select: initial_options empty')
      return
    }
    case 'datepicker':
      if (element.initial_date !== undefined && !/^\d{4}-\d{2}-\d{2}$/.test(String(element.initial_date)))
        faults.push('datepicker: initial_date')
      return
    case 'users_select':
      return
    case 'file_input': {
      const most = Number(element.max_files ?? 10)
      if (most < 1 || most > 10) faults.push('file_input: max_files')
      if (element.placeholder !== undefined) faults.push('file_input: placeholder')
      return
    }
    case 'multi_users_select':
      if (element.initial_users !== undefined && (element.initial_users as []).length === 0)
        faults.push('select: initial_users empty')
      return
    default:
      faults.push(`input of type ${String(element.type)}`)
  }
}
